package dev.messina.cli.plan.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names in maps inside an attribute, to tell maps of fields from maps whose names are data. For
 * use by one thread.
 */
public final class MapNames {

  /** Below this a map may just have many fields. */
  private static final int NAMES_MIN = 20;

  /** A field stands in more maps than one of so many. */
  private static final int RARITY = 10;

  private static final int NAMES_MAX = 2_000;
  private static final int PLACES_MAX = 200;

  private final Map<String, Place> places = new TreeMap<>();

  /** Maps that stand at one place of the attribute. */
  private static final class Place {
    private final Set<String> names = new HashSet<>();
    private long maps;
    private long entries;

    boolean isKeyedByData() {
      return names.size() >= NAMES_MAX
          || (names.size() >= NAMES_MIN && entries < maps * names.size() / RARITY);
    }
  }

  /**
   * Maps whose names look like data.
   *
   * @param place in the attribute, {@code *} for a list's elements; empty for the attribute itself
   * @param names how many different ones were seen; at least so many
   * @param maps in how many maps
   */
  public record KeyedByData(String place, int names, long maps) {}

  MapNames() {}

  void add(String type, JsonNode content) {
    add("", type, content);
  }

  private void add(String place, String type, JsonNode content) {
    if (type.equals("L")) {
      content.forEach(element -> addTyped(place + "*", element));
    } else if (type.equals("M")) {
      addMap(place, content);
    }
  }

  private void addTyped(String place, JsonNode typed) {
    Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
    add(place, value.getKey(), value.getValue());
  }

  private void addMap(String where, JsonNode map) {
    if (!places.containsKey(where) && places.size() >= PLACES_MAX) {
      return;
    }
    Place place = places.computeIfAbsent(where, any -> new Place());
    place.maps++;
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      place.entries++;
      if (place.names.size() < NAMES_MAX) {
        place.names.add(entry.getKey());
      }
      addTyped(where + "." + entry.getKey(), entry.getValue());
    }
  }

  /** The outermost of them; empty if there are none. */
  public Optional<KeyedByData> keyedByData() {
    return places.entrySet().stream()
        .filter(place -> place.getValue().isKeyedByData())
        .min(Map.Entry.comparingByKey())
        .map(
            place ->
                new KeyedByData(
                    place.getKey(), place.getValue().names.size(), place.getValue().maps));
  }
}
