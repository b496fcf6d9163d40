package dev.messina.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody probably meant, for messages. */
public final class NearestName {

  /** Names in data can be kilobytes long; nobody mistyped those. */
  private static final int LENGTH_MAX = 200;

  private static final int PREFIX_MIN = 4;
  private static final int LISTED_MAX = 20;
  private static final double SIMILAR = 0.9;
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  private NearestName() {}

  /**
   * The name closest to the given one by edit distance without regard to case, if at most a third
   * of it would have to change, or if it is the beginning of that one.
   */
  public static Optional<String> of(String name, Collection<String> names) {
    if (name.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    int farthest = Math.max(1, name.length() / 3);
    return names.stream()
        .filter(known -> distance(name, known) <= farthest || resembles(name, known))
        .min(
            Comparator.<String>comparingInt(known -> distance(name, known))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The same as a remark after a name that is not known; empty where none is near. */
  public static String hint(String name, Collection<String> names) {
    return of(name, names).map(nearest -> " (did you mean '" + nearest + "'?)").orElse("");
  }

  /** As {@link #hint}; where none is near, those that there are. */
  public static String hintOrList(String name, Collection<String> names) {
    return of(name, names)
        .map(nearest -> " (did you mean '" + nearest + "'?)")
        .orElseGet(() -> " (there are " + some(names) + ")");
  }

  private static String some(Collection<String> names) {
    String first =
        names.stream()
            .sorted()
            .limit(LISTED_MAX)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return names.size() > LISTED_MAX ? first + " and others" : first;
  }

  /** Two letters that have changed places, or the beginning of a name. */
  private static boolean resembles(String name, String known) {
    return name.length() >= PREFIX_MIN
        && name.length() <= known.length()
        && SIMILARITY.apply(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT))
            >= SIMILAR;
  }

  private static int distance(String left, String right) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
