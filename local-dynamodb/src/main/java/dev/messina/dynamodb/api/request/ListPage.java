package dev.messina.dynamodb.api.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page of a list that is in the order of the names in it.
 *
 * @param last the name that the next page begins after; empty if there is none
 */
public record ListPage<T>(List<T> items, Optional<String> last) {

  /**
   * @param name of an item, by which the list is in order
   * @param start the name that the page begins after; empty for the beginning of the list
   * @param most items in a page
   */
  public static <T> ListPage<T> of(
      Stream<T> all, Function<T, String> name, Optional<String> start, int most) {
    List<T> found =
        all.filter(item -> start.stream().allMatch(from -> name.apply(item).compareTo(from) > 0))
            .limit(most + 1L)
            .toList();
    if (found.size() <= most) {
      return new ListPage<>(found, Optional.empty());
    }
    return new ListPage<>(found.subList(0, most), Optional.of(name.apply(found.get(most - 1))));
  }
}
