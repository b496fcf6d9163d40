package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/types.md} promises, read from the page itself. */
final class TypesPage {

  static final Path PATH = Path.of("../docs/types.md");

  private static final String TEXT = read();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Set<String> ALWAYS = Set.of("yes", "JSON");
  private static final String NEVER = "–";

  /** How sure it is that a value is taken. */
  enum Certainty {
    ALWAYS,
    SOMETIMES,
    NEVER
  }

  /**
   * One line of the table of types.
   *
   * @param choices words of which any one may be chosen; empty for none
   * @param certainties by DynamoDB's name of the type
   */
  record Line(String cqlType, List<String> choices, Map<String, Certainty> certainties) {}

  private TypesPage() {}

  static List<Line> table() {
    List<List<String>> rows = rows("## DynamoDB to CQL");
    List<String> header = rows.get(0);
    List<Line> lines = new ArrayList<>();
    for (List<String> row : rows.subList(2, rows.size())) {
      Map<String, Certainty> certainties = new LinkedHashMap<>();
      for (int i = 2; i < row.size(); i++) {
        certainties.put(header.get(i), certainty(row.get(i)));
      }
      lines.add(new Line(codes(row.get(0)).get(0), codes(row.get(1)), certainties));
    }
    return lines;
  }

  static Set<String> logicalTypes() {
    return rows("## Other topics").stream()
        .skip(2)
        .map(row -> codes(row.get(0)).get(0))
        .collect(Collectors.toSet());
  }

  /** What an error may say that it found. */
  static Set<String> errors() {
    return Set.copyOf(codes(section("## Errors").replaceAll("\n *", " ").split("Findings", 2)[1]));
  }

  /** What stands between the markers of that name. */
  static String block(String name) {
    return TEXT.split("<!-- /?" + name + " -->\n", 3)[1];
  }

  static String withBlock(String name, String block) {
    return TEXT.replace(marked(name, block(name)), marked(name, block));
  }

  private static String marked(String name, String block) {
    return "<!-- " + name + " -->\n" + block + "<!-- /" + name + " -->\n";
  }

  private static Certainty certainty(String words) {
    if (words.equals(NEVER)) {
      return Certainty.NEVER;
    }
    if (ALWAYS.contains(words)) {
      return Certainty.ALWAYS;
    }
    assertThat(words).contains("if ");
    return Certainty.SOMETIMES;
  }

  private static List<List<String>> rows(String heading) {
    return section(heading)
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static String section(String heading) {
    return TEXT.split("(?m)^" + heading + "\n", 2)[1].split("(?m)^## ", 2)[0];
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult code) -> code.group(1)).toList();
  }

  private static String read() {
    try {
      return Files.readString(PATH);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
