package dev.messina.sink.validate;

import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.route.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a connector is going to write, as far as its options tell.
 *
 * @param tables each with the option that names it; those that only records will name are not among
 *     them
 * @param mayBeCreated whether tables may be missing, since the sink creates them
 * @param lateness of the records
 * @param mappings whose rows go to some of the tables
 */
public record Targets(
    Map<TableName, String> tables,
    boolean mayBeCreated,
    ColumnConversions conversions,
    Lateness lateness,
    List<MappedRows> mappings) {

  public Targets {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    mappings = List.copyOf(mappings);
  }
}
