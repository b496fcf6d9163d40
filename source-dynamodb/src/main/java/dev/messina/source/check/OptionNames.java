package dev.messina.source.check;

import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses options that nobody would read, since a mistyped one is silently its default otherwise.
 * Options of Connect itself pass.
 */
public final class OptionNames {

  private static final Set<String> OF_CONNECT =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "key.converter",
          "value.converter",
          "header.converter",
          "config.action.reload",
          "transforms",
          "predicates",
          "exactly.once.support",
          "transaction.boundary",
          "transaction.boundary.interval.ms",
          "offsets.storage.topic");

  private static final List<String> PREFIXES_OF_CONNECT =
      List.of(
          "key.converter.",
          "value.converter.",
          "header.converter.",
          "transforms.",
          "predicates.",
          "topic.creation.",
          "errors.",
          "producer.override.",
          "consumer.override.",
          "admin.override.");

  private static final String OF_TASKS = "messina.task.";

  private OptionNames() {}

  /**
   * Reports each option that is neither the connector's nor Connect's.
   *
   * @param given the names in the configuration
   * @param own the connector's own options
   */
  public static void check(Set<String> given, Set<String> own, ConfigReport report) {
    Set<String> known = new TreeSet<>(own);
    known.addAll(OF_CONNECT);
    for (String name : given) {
      if (name.startsWith(ControlSettings.KAFKA_PREFIX)) {
        checkKafkaSetting(name, report);
      } else if (name.startsWith(OF_TASKS)) {
        report.error(name, "The connector sets '" + name + "' for its tasks; remove it.");
      } else if (!known.contains(name)
          && PREFIXES_OF_CONNECT.stream().noneMatch(name::startsWith)) {
        report.error(
            name,
            "Option '"
                + name
                + "' is not known. "
                + NearestName.of(name, known)
                    .map(nearest -> "Did you mean '" + nearest + "'?")
                    .orElse("Remove it, or see docs/config/source-dynamodb.md for what there is."));
      }
    }
  }

  /** Kafka's clients take settings of plugins too, so only what looks like a slip is refused. */
  private static void checkKafkaSetting(String name, ConfigReport report) {
    String setting = name.substring(ControlSettings.KAFKA_PREFIX.length());
    if (!KafkaTopics.settingNames().contains(setting)) {
      NearestName.of(setting, KafkaTopics.settingNames())
          .ifPresent(
              nearest ->
                  report.error(
                      name,
                      "Kafka's clients have no setting '"
                          + setting
                          + "'. Did you mean '"
                          + ControlSettings.KAFKA_PREFIX
                          + nearest
                          + "'?"));
    }
  }
}
