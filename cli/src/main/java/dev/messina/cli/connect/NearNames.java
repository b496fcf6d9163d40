package dev.messina.cli.connect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a remark about a name that does not exist may add: names that do. */
public final class NearNames {

  private static final int SHOWN = 8;

  private NearNames() {}

  /**
   * A sentence with the nearest of the names, or with some of them where none is near; with what is
   * there to be said if there are none at all.
   */
  public static String hint(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "There are none.";
    }
    List<String> near =
        known.stream()
            .filter(other -> isNear(name, other))
            .sorted(
                Comparator.<String>comparingInt(other -> distance(name, other))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(SHOWN)
            .toList();
    return near.isEmpty()
        ? "There are " + listed(known) + "."
        : "Did you mean " + String.join(" or ", near) + "?";
  }

  private static String listed(Collection<String> known) {
    String some = known.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
    return known.size() > SHOWN ? some + " and " + (known.size() - SHOWN) + " others" : some;
  }

  private static boolean isNear(String name, String other) {
    String left = name.toLowerCase(Locale.ROOT);
    String right = other.toLowerCase(Locale.ROOT);
    return right.contains(left)
        || left.contains(right)
        || distance(left, right) <= Math.max(1, left.length() / 3);
  }

  /** How many letters must be put in, taken out or changed. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int changed = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(previous[j - 1] + changed, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[right.length()];
  }
}
