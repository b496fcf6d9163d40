package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import java.util.Map;
import java.util.Set;

/** Refuses transforms that are made to drop records, which a source must not do. */
public final class TransformChecks {

  private static final String TRANSFORMS = "transforms";

  /**
   * Kafka's, Confluent's and Debezium's {@code Filter}, Aiven's {@code FilterByFieldValue}, {@code
   * PatternFilter} of kafka-connect-transform-common, Confluent's {@code TombstoneHandler}.
   */
  private static final Set<String> DROPPING =
      Set.of("Filter", "FilterByFieldValue", "PatternFilter", "TombstoneHandler");

  private TransformChecks() {}

  /** Adds an error to the type of each transform that drops records. */
  public static void check(Map<String, String> properties, OptionErrors errors) {
    for (String name : properties.getOrDefault(TRANSFORMS, "").split(",", -1)) {
      String option = TRANSFORMS + "." + name.strip() + ".type";
      String type = properties.getOrDefault(option, "").strip();
      if (DROPPING.contains(simpleName(type))) {
        errors.add(
            option,
            "Transform '"
                + name.strip()
                + "' ("
                + type
                + ") drops records. In a source, positions ride on records, so a change that is"
                + " dropped on its way to the topic cannot be told from one that is in Kafka."
                + " Remove it here, and filter in the sink connector, behind the topic.");
      }
    }
  }

  /** Without the package, without {@code $Value} or {@code $Key}; also of Connect's short names. */
  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1)
        .replaceFirst("\\$.*", "")
        .replaceFirst("Transformation$", "");
  }
}
