package dev.messina.verification.row;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A row as it was read.
 *
 * @param values of the columns outside the key, in their canonical form; null where a cell is null
 * @param writeMicros the newest write timestamp of its cells; empty if none of them tells one
 * @param print makes a text that is equal for two reads which gave the same bytes
 */
public record FoundRow(
    Map<String, Object> values, OptionalLong writeMicros, Supplier<String> print) {

  public FoundRow {
    values = Collections.unmodifiableMap(values);
  }
}
