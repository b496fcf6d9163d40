package dev.messina.source.check;

import dev.messina.plugin.ConnectOptions;
import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionErrors;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import java.util.Set;

/**
 * Refuses options that nobody would read, since a mistyped one is silently its default otherwise.
 * Options of Connect itself pass.
 */
public final class OptionNames {

  private static final String OF_TASKS = "messina.task.";

  private OptionNames() {}

  /**
   * Reports each option that is neither the connector's nor Connect's.
   *
   * @param given the names in the configuration
   * @param own the connector's own options
   */
  public static void check(Set<String> given, Set<String> own, OptionErrors errors) {
    errors.refuseUnknown(
        given,
        own,
        ConnectOptions.ofSource(),
        name -> name.startsWith(ControlSettings.KAFKA_PREFIX) || name.startsWith(OF_TASKS),
        "docs/config/source-dynamodb.md");
    for (String name : given) {
      if (name.startsWith(ControlSettings.KAFKA_PREFIX)) {
        checkKafkaSetting(name, errors);
      } else if (name.startsWith(OF_TASKS)) {
        errors.add(name, "The connector sets '" + name + "' for its tasks; remove it.");
      }
    }
  }

  /** Kafka's clients take settings of plugins too, so only what looks like a slip is refused. */
  private static void checkKafkaSetting(String name, OptionErrors errors) {
    String setting = name.substring(ControlSettings.KAFKA_PREFIX.length());
    if (!KafkaTopics.settingNames().contains(setting)) {
      NearestName.of(setting, KafkaTopics.settingNames())
          .ifPresent(
              nearest ->
                  errors.add(
                      name,
                      "Kafka's clients have no setting '"
                          + setting
                          + "'; did you mean '"
                          + ControlSettings.KAFKA_PREFIX
                          + nearest
                          + "'?"));
    }
  }
}
