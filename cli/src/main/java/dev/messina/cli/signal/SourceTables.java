package dev.messina.cli.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.NearNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The tables that a source reads: those that it names, or where it finds them by a pattern, those
 * that it has offsets of.
 *
 * @param source name of the connector
 */
public record SourceTables(String source, Set<String> names) {

  /**
   * @param offsets as Connect gives them
   */
  public static SourceTables of(ConnectorFile source, List<JsonNode> offsets) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(source.config().getOrDefault("tables", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    if (names.isEmpty()) {
      offsets.stream()
          .filter(entry -> entry.path("partition").path("kind").asText().equals("table"))
          .filter(entry -> !entry.path("offset").isNull())
          .forEach(entry -> names.add(entry.path("partition").path("table").asText()));
    }
    return new SourceTables(source.name(), names);
  }

  /**
   * The tables that names or regular expressions mean, as the source itself reads them.
   *
   * @throws IllegalArgumentException if one means none
   */
  public List<String> matching(List<String> wanted) {
    Set<String> meant = new TreeSet<>();
    wanted.forEach(one -> meant.addAll(matching(one)));
    return new ArrayList<>(meant);
  }

  private Set<String> matching(String wanted) {
    if (names.contains(wanted)) {
      return Set.of(wanted);
    }
    Set<String> matching = new TreeSet<>(names);
    try {
      Pattern pattern = Pattern.compile(wanted);
      matching.removeIf(name -> !pattern.matcher(name).matches());
    } catch (PatternSyntaxException noPattern) {
      matching.clear();
    }
    if (matching.isEmpty()) {
      throw new IllegalArgumentException(
          "Connector %s reads no table %s, and none that it matches. %s"
              .formatted(source, wanted, NearNames.hint(wanted, names)));
    }
    return matching;
  }
}
