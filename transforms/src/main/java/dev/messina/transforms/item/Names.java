package dev.messina.transforms.item;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of one map as they arrive. Canonical text brings them in ascending order, and then none
 * can stand twice and nothing needs sorting; other text costs a sort.
 */
final class Names {

  private final List<String> arrived = new ArrayList<>();
  private boolean ascending = true;

  void add(String name) {
    if (ascending && !arrived.isEmpty()) {
      ascending = arrived.get(arrived.size() - 1).compareTo(name) < 0;
    }
    arrived.add(name);
  }

  boolean ascending() {
    return ascending;
  }

  String name(int arrival) {
    return arrived.get(arrival);
  }

  /** The arrivals in the order of their names. */
  List<Integer> sorted() {
    List<Integer> order = new ArrayList<>(arrived.size());
    for (int arrival = 0; arrival < arrived.size(); arrival++) {
      order.add(arrival);
    }
    order.sort((left, right) -> name(left).compareTo(name(right)));
    return order;
  }

  /** Throws if a name stands twice in the map at this path. */
  void refuseDuplicates(String path) {
    if (ascending) {
      return;
    }
    List<Integer> order = sorted();
    for (int place = 1; place < order.size(); place++) {
      String name = name(order.get(place));
      if (name.equals(name(order.get(place - 1)))) {
        throw new ItemException(
            path.isEmpty()
                ? "attribute '" + AttributePath.of(path, name) + "' stands twice in the item"
                : "attribute '" + path + "' holds a name twice");
      }
    }
  }
}
