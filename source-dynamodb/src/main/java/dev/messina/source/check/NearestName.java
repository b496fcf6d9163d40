package dev.messina.source.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody probably meant. */
final class NearestName {

  private NearestName() {}

  /** The nearest of the known names, if it is near enough to be a slip of the pen. */
  static Optional<String> of(String written, Collection<String> known) {
    int farthest = Math.max(2, written.length() / 3);
    return known.stream()
        .filter(name -> distance(written, name) <= farthest)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters must be added, dropped or changed, upper and lower case apart. */
  private static int distance(String left, String right) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
