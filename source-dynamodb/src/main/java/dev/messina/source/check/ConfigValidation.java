package dev.messina.source.check;

import dev.messina.plugin.ConnectOptions;
import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionErrors;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.CredentialSettings;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import dev.messina.source.export.ExportException;
import dev.messina.source.export.ExportSettings;
import dev.messina.source.export.Exports;
import dev.messina.source.record.TableSelection;
import dev.messina.source.record.TopicSettings;
import dev.messina.source.snapshot.ReadCapacity;
import dev.messina.source.snapshot.SnapshotSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * One validation of a configuration: what can be said without asking, then DynamoDB, then Kafka.
 * Each of them is asked as soon as the options that it takes are right, whatever else is wrong.
 */
public final class ConfigValidation {

  /** All of it must be done before Connect's REST interface gives up, after 90 seconds. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

  private static final Duration TABLES_TIMEOUT = Duration.ofSeconds(45);

  private static final String ERRORS_TOLERANCE = "errors.tolerance";

  private final Map<String, String> properties;
  private final ConfigDef definition;
  private final OptionErrors errors;

  /**
   * @param definition all options of the connector
   */
  public ConfigValidation(ConfigDef definition, Map<String, String> properties) {
    this.definition = definition;
    this.properties = properties;
    this.errors = new OptionErrors(definition.validate(properties));
  }

  public Config run() {
    OptionNames.check(properties.keySet(), definition.names(), errors);
    CredentialSettings.problems(properties).forEach(errors::add);
    TopicSettings.problems(properties).forEach(errors::add);
    SnapshotModes.problems(properties).forEach(errors::add);
    ExportSettings.problems(properties).forEach(errors::add);
    TransformChecks.check(properties, errors);
    if ("all".equals(properties.get(ERRORS_TOLERANCE))) {
      errors.add(
          ERRORS_TOLERANCE,
          "A source record that is dropped takes its position with it. Remove "
              + ERRORS_TOLERANCE
              + "=all here and set it at the sink, with a dead letter queue.");
    }
    ConfigDef topics = TopicSettings.define(new ConfigDef());
    ConfigDef selection = TableSelection.definition();
    ConfigDef aws = AwsSettings.define(new ConfigDef());
    boolean topicsAreValid = errors.areSound(topics.names());
    Map<String, TableSize> tables = Map.of();
    if (errors.areSound(aws.names()) && errors.areSound(selection.names())) {
      tables = askDynamoDb(AwsSettings.from(parsed(aws)), TableSelection.from(parsed(selection)));
      findExports(AwsSettings.from(parsed(aws)), tables.keySet());
    }
    ConfigDef control = ControlSettings.define(new ConfigDef());
    if (errors.areSound(control.names()) && topicsAreValid) {
      TopicSettings parsed = TopicSettings.from(parsed(topics));
      new TopicChecks(
              parsed, ControlSettings.from(parsed(control), parsed.prefix()), properties, errors)
          .check(snapshots(tables.isEmpty() ? TableChecks.unknown(parsed.tables()) : tables));
    }
    return errors.config();
  }

  /** How long the snapshot of each table takes, zero where there is none or that is not known. */
  private Map<String, Duration> snapshots(Map<String, TableSize> tables) {
    boolean scans = NeededActions.of(properties).snapshot();
    Optional<ReadCapacity> budget =
        scans && errors.areSound(List.of(SnapshotSettings.MAX_RCU))
            ? Optional.of(SnapshotSettings.budget(properties))
            : Optional.empty();
    Map<String, Duration> snapshots = new LinkedHashMap<>();
    tables.forEach(
        (table, size) ->
            snapshots.put(
                table, budget.flatMap(rate -> rate.scanTime(size)).orElse(Duration.ZERO)));
    return snapshots;
  }

  private Map<String, TableSize> askDynamoDb(AwsSettings aws, TableSelection selection) {
    try (DynamoDbClients clients = DynamoDbClients.open(aws, 1, CALL_TIMEOUT)) {
      return new TableChecks(
              clients.tableApi(),
              clients.streamApi(),
              NeededActions.of(properties),
              aws,
              clients.region(),
              errors)
          .check(selection, TABLES_TIMEOUT);
    } catch (SdkClientException e) {
      errors.add(
          AwsSettings.REGION, "No client for DynamoDB: " + FailureText.of(e) + " Set aws.region.");
      return Map.of();
    }
  }

  /** Looks whether there is a full export of each table. */
  private void findExports(AwsSettings aws, Set<String> tables) {
    ConfigDef options = ExportSettings.define(new ConfigDef());
    if (!ExportSettings.isWanted(properties) || !errors.areSound(options.names())) {
      return;
    }
    ExportSettings settings = ExportSettings.from(parsed(options));
    try (Exports exports = Exports.of(settings, aws.within(CALL_TIMEOUT), 1)) {
      tables.forEach(table -> exports.of(table).requireFull());
    } catch (ExportException | SdkClientException unusable) {
      errors.add(ExportSettings.LOCATION, unusable.getMessage());
    }
  }

  private AbstractConfig parsed(ConfigDef section) {
    return new AbstractConfig(section, properties, false);
  }

  /**
   * Refuses options that nobody would read, since a mistyped one is silently its default otherwise.
   * Options of Connect itself pass.
   */
  public static final class OptionNames {

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

  /** Which ways to take snapshots and to answer data losses go together. */
  public static final class SnapshotModes {

    private static final String DATA_LOSS_POLICY = "data.loss.policy";
    private static final String RESNAPSHOT = "resnapshot";

    private SnapshotModes() {}

    /** What does not go together, by the option to correct. */
    public static Map<String, String> problems(Map<String, String> properties) {
      String mode = properties.getOrDefault(NeededActions.SNAPSHOT_MODE, "initial");
      String policy = properties.get(DATA_LOSS_POLICY);
      if (mode.equals("when_needed") && policy != null && !policy.equals(RESNAPSHOT)) {
        return problem(
            "With "
                + NeededActions.SNAPSHOT_MODE
                + "=when_needed a data loss is answered by a new snapshot: remove "
                + DATA_LOSS_POLICY
                + " or set it to "
                + RESNAPSHOT
                + ".");
      }
      if (mode.equals("no_data") && RESNAPSHOT.equals(policy)) {
        return problem(
            "With "
                + NeededActions.SNAPSHOT_MODE
                + "=no_data tables are not read, and a data loss cannot be answered by a new"
                + " snapshot: set "
                + DATA_LOSS_POLICY
                + " to fail or continue.");
      }
      return Map.of();
    }

    private static Map<String, String> problem(String text) {
      return Map.of(DATA_LOSS_POLICY, text);
    }
  }

  /** Refuses transforms that are made to drop records, which a source must not do. */
  public static final class TransformChecks {

    private static final String TRANSFORMS = "transforms";

    /**
     * Kafka's, Confluent's and Debezium's {@code Filter}, Aiven's {@code FilterByFieldValue},
     * {@code PatternFilter} of kafka-connect-transform-common, Confluent's {@code
     * TombstoneHandler}.
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

    /**
     * Without the package, without {@code $Value} or {@code $Key}; also of Connect's short names.
     */
    private static String simpleName(String type) {
      return type.substring(type.lastIndexOf('.') + 1)
          .replaceFirst("\\$.*", "")
          .replaceFirst("Transformation$", "");
    }
  }
}
