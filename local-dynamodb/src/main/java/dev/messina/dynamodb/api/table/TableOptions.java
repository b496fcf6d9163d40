package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.request.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a table is given only to be described. */
final class TableOptions {

  /** The requests' names for them. */
  static final List<String> NAMES =
      List.of(
          "TableClass",
          "SSESpecification",
          "OnDemandThroughput",
          "WarmThroughput",
          "DeletionProtectionEnabled",
          "ResourcePolicy");

  private TableOptions() {}

  /** Those before, with the request's in their place. */
  static Map<String, Object> of(Parameters request, Map<String, Object> before) {
    Map<String, Object> options = new LinkedHashMap<>(before);
    NAMES.stream()
        .filter(request::has)
        .forEach(option -> options.put(option, request.tree(option)));
    return options;
  }
}
