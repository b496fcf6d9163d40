package dev.messina.sink.route;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

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
    int farthest = Math.max(1, name.length() / 3);
    return names.stream()
        .filter(known -> distance(name, known) <= farthest)
        .min(
            Comparator.<String>comparingInt(known -> distance(name, known))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The same as a remark behind a name that is not known; empty where none is near. */
  public static String hint(String name, Collection<String> names) {
    return of(name, names).map(nearest -> " (the nearest is '" + nearest + "')").orElse("");
  }

  private static int distance(String left, String right) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
