package dev.messina.cli.demo.workload;

import java.util.List;
import java.util.random.RandomGenerator;

/** Strings, the awkward ones among them. */
final class RandomTexts {

  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "null",
          "NaN",
          "{\"not\": \"parsed\"",
          "[]",
          "'; DROP TABLE target; --",
          "quote \" apostrophe ' backslash \\ slash /",
          "tab\tnewline\nreturn\rbell\u0007",
          "a NUL \u0000 inside",
          "\uFEFFbyte order mark",
          "line\u2028separator",
          "שלום עולם, from right to left",
          "e\u0301 is not \u00e9",
          "Ångström, Straße, İstanbul",
          "海峡",
          "⛵🌊🐉",
          "👩‍👩‍👧‍👦 one family, seven code points");

  private static final List<String> WORDS =
      List.of(
          "strait", "whirl", "rock", "ferry", "oar", "tide", "gull", "mast", "rope", "anchor",
          "keel", "lantern", "harbour", "current", "sirocco", "chart", "helm", "buoy");

  private static final int LARGE = 20_000;

  private RandomTexts() {}

  static String any(RandomGenerator random) {
    int dice = random.nextInt(1_000);
    if (dice < 150) {
      return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
    return dice == 999 ? words(random, LARGE / 6) : words(random, 1 + random.nextInt(6));
  }

  static String word(RandomGenerator random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String words(RandomGenerator random, int count) {
    StringBuilder text = new StringBuilder(word(random));
    for (int i = 1; i < count; i++) {
      text.append(' ').append(word(random));
    }
    return text.toString();
  }
}
