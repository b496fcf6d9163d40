package dev.messina.sink.convert;

import java.util.Map;

/**
 * What becomes of fields for which a table has no column.
 *
 * @param ignored whether they are left out, counted and logged, and the record is not dead-lettered
 * @param namesMayBeData whether names are made of the names in maps, which may be data: of a name
 *     then only its beginning is told
 */
public record UnknownColumnsPolicy(boolean ignored, boolean namesMayBeData) {

  private static final String FLATTENING = "flatten";

  /**
   * The policy under a connector's options.
   *
   * @param options of which those of the transforms say whether one makes columns of the entries of
   *     a map
   */
  public static UnknownColumnsPolicy of(boolean ignored, Map<String, ?> options) {
    return new UnknownColumnsPolicy(
        ignored,
        options.entrySet().stream()
            .filter(option -> option.getKey().startsWith("transforms."))
            .anyMatch(option -> mentionsFlattening(String.valueOf(option.getValue()))));
  }

  private static boolean mentionsFlattening(String value) {
    return value.contains(FLATTENING) || value.contains(".Flatten$");
  }

  /** As much of a name as may be told. */
  String shown(String name) {
    int end = 0;
    while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
      end++;
    }
    return !namesMayBeData || end == name.length() ? name : name.substring(0, end) + "…";
  }
}
