package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.CredentialSettings;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.TableSize;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.record.TableSelection;
import dev.messina.source.record.TopicSettings;
import dev.messina.source.snapshot.ReadCapacity;
import dev.messina.source.snapshot.SnapshotSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private AbstractConfig parsed(ConfigDef section) {
    return new AbstractConfig(section, properties, false);
  }
}
