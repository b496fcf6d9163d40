package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.FakeDynamoDb;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class TableChecksTest {

  private final FakeDynamoDb dynamoDb =
      new FakeDynamoDb(new MutableClock(Instant.parse("2026-01-01T00:00:00Z")));
  private final ConfigReport report = new ConfigReport(List.of());

  @BeforeEach
  void enableStream() {
    dynamoDb.enableStream();
  }

  @Test
  void findsNothingWrongWithATableThatCanBeRead() {
    assertThat(errors("orders")).isEmpty();
  }

  @Test
  void namesTheNearestTable() {
    assertThat(errors("costumers"))
        .containsOnly(
            Map.entry(
                "tables",
                "Table 'costumers' does not exist in region eu-west-1. Did you mean"
                    + " 'customers'?"));
  }

  @Test
  void listsTheTablesWhereNoneIsNear() {
    assertThat(errors("invoices").get("tables")).endsWith("There are: orders, customers.");
  }

  @Test
  void refusesAStreamWithoutNewImages() {
    dynamoDb.viewType(StreamViewType.OLD_IMAGE);

    assertThat(errors("orders").get("tables")).startsWith("The stream of table 'orders' carries");
  }

  @ParameterizedTest
  @CsvSource({
    "describe, dynamodb:DescribeTable",
    "scan, dynamodb:Scan",
    "listing, dynamodb:DescribeStream",
    "iterator, dynamodb:GetShardIterator",
    "page, dynamodb:GetRecords"
  })
  void namesTheActionThatIsNotPermitted(String refused, String action) {
    dynamoDb.beforeCall(
        call -> {
          if (call.equals(refused)) {
            throw DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                .build();
          }
        });

    assertThat(errors("orders"))
        .containsOnly(
            Map.entry(
                "aws.access.key.id",
                "DynamoDB refuses "
                    + action
                    + " (AccessDeniedException). Correct the credentials or give them the"
                    + " permission "
                    + action
                    + "."));
  }

  @Test
  void saysWhereDynamoDbDoesNotAnswer() {
    dynamoDb.beforeCall(
        call -> {
          throw SdkClientException.create("refused", new IOException("refused"));
        });

    assertThat(errors("orders"))
        .containsOnly(
            Map.entry(
                "aws.endpoint",
                "DynamoDB at http://localhost:8000 cannot be asked: refused Check the address and"
                    + " the network."));
  }

  private Map<String, String> errors(String table) {
    AwsSettings settings =
        new AwsSettings("eu-west-1", "http://localhost:8000", "", new Password(""));
    new TableChecks(dynamoDb, dynamoDb, settings, "eu-west-1", report).check(List.of(table));
    Map<String, String> errors = new TreeMap<>();
    for (ConfigValue value : report.config().configValues()) {
      errors.put(value.name(), value.errorMessages().get(0));
    }
    return errors;
  }
}
