package dev.messina.sink.route;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, for messages. */
public final class NearestName {

  /** Names in data can be kilobytes long; nobody mistyped those. */
  private static final int LENGTH_MAX = 200;

  private NearestName() {}

  /**
   * The name closest to the given one by edit distance without regard to case, if at most a third
   * of it would have to change.
   */
  public static Optional<String> of(String name, Collection<String> names) {
    if (name.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(known -> distance(wanted, known.toLowerCase(Locale.ROOT)) <= allowed(name))
        .min(
            Comparator.<String>comparingInt(
                    known -> distance(wanted, known.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int allowed(String name) {
    return Math.max(1, name.length() / 3);
  }

  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
