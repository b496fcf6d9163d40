package dev.messina.source;

import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.check.ConfigReport;
import dev.messina.source.check.OptionNames;
import dev.messina.source.check.TableChecks;
import dev.messina.source.check.TopicChecks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * One validation of a configuration: what can be said without asking, then DynamoDB, then Kafka.
 */
final class ConfigValidation {

  /** All of it must be done before Connect's REST interface gives up, after 90 seconds. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

  private static final String ERRORS_TOLERANCE = "errors.tolerance";

  private final Map<String, String> properties;
  private final ConfigDef definition = DynamoDbSourceConfig.define();
  private final ConfigReport report;

  ConfigValidation(Map<String, String> properties) {
    this.properties = properties;
    this.report = new ConfigReport(definition.validate(properties));
  }

  Config run() {
    OptionNames.check(properties.keySet(), definition.names(), report);
    AwsSettings.problemOfCredentials(
            properties.get(AwsSettings.ACCESS_KEY_ID),
            properties.get(AwsSettings.SECRET_ACCESS_KEY))
        .ifPresent(problem -> report.error(AwsSettings.SECRET_ACCESS_KEY, problem));
    if ("all".equals(properties.get(ERRORS_TOLERANCE))) {
      report.error(
          ERRORS_TOLERANCE,
          "A source record that is dropped takes its position with it. Remove "
              + ERRORS_TOLERANCE
              + "=all here and set it at the sink, with a dead letter queue.");
    }
    if (report.isValid(List.copyOf(definition.names()))) {
      DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(properties);
      checkTables(config);
      TopicChecks.check(config.topics(), config.control(), properties, report);
    }
    return report.config();
  }

  private void checkTables(DynamoDbSourceConfig config) {
    try (DynamoDbClients clients = DynamoDbClients.open(config.aws(), 1, CALL_TIMEOUT)) {
      new TableChecks(
              clients.tableApi(), clients.streamApi(), config.aws(), clients.region(), report)
          .check(config.topics().tables());
    } catch (SdkClientException e) {
      report.error(
          AwsSettings.REGION, "No client for DynamoDB: " + e.getMessage() + " Set aws.region.");
    }
  }
}
