package dev.messina.e2e;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query in Prometheus' language, as far as it takes to tell which metrics it asks for. */
record PromQl(String text) {

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern LABELS =
      Pattern.compile("\\{[^}]*}|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]|\\boffset\\s+\\w+");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.+),\\s*\\w+\\)", Pattern.DOTALL);
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

  /** The names of all metrics in it. */
  Set<String> metrics() {
    Matcher variable = LABEL_VALUES.matcher(text);
    String rest = variable.matches() ? variable.group(1) : text;
    for (Pattern noise : new Pattern[] {STRING, LABELS, RANGE}) {
      rest = noise.matcher(rest).replaceAll(" ");
    }
    Set<String> names = new TreeSet<>();
    NAME.matcher(rest).results().map(result -> result.group()).forEach(names::add);
    names.removeAll(OPERATORS);
    return names;
  }
}
