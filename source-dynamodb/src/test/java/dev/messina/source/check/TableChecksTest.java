package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.MutableClock;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.record.TableSelection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

class TableChecksTest {

  private final FakeDynamoDb dynamoDb =
      new FakeDynamoDb(new MutableClock(Instant.parse("2026-01-01T00:00:00Z")));
  private Map<String, TableSize> found;
  private List<Object> offered = List.of();

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
                List.of(
                    "Table 'costumers' does not exist in region eu-west-1. Did you mean"
                        + " 'customers'?")));
  }

  @Test
  void listsTheTablesWhereNoneIsNear() {
    assertThat(errors("invoices").get("tables").get(0)).endsWith("There are: orders, customers.");
  }

  @Test
  void refusesAStreamThatIsBeingSwitchedOff() {
    dynamoDb.shardList().distort(page -> with(StreamStatus.DISABLING, page));

    assertThat(errors("orders").get("tables").get(0))
        .startsWith("The stream of table 'orders' is switched off")
        .contains("aws dynamodb update-table --table-name orders");
  }

  @Test
  void waitsForAStreamThatIsBeingSwitchedOn() {
    dynamoDb.shardList().distort(page -> with(StreamStatus.ENABLING, page));

    assertThat(errors("orders")).isEmpty();
  }

  private static ShardListPage with(StreamStatus status, ShardListPage page) {
    return new ShardListPage(page.createdAt(), status, page.shards(), page.lastShard());
  }

  @Test
  void refusesAStreamWithoutNewImages() {
    dynamoDb.viewType(StreamViewType.OLD_IMAGE);

    assertThat(errors("orders").get("tables").get(0))
        .startsWith("The stream of table 'orders' carries");
  }

  @ParameterizedTest
  @CsvSource({
    "describe, dynamodb:DescribeTable, table 'orders'",
    "scan, dynamodb:Scan, table 'orders'",
    "item, dynamodb:GetItem, table 'orders'",
    "listing, dynamodb:DescribeStream, the stream of table 'orders'",
    "iterator, dynamodb:GetShardIterator, the stream of table 'orders'",
    "page, dynamodb:GetRecords, the stream of table 'orders'"
  })
  void namesTheActionThatIsNotPermitted(String refused, String action, String on) {
    refuse("AccessDeniedException", refused::equals);

    assertThat(errors("orders"))
        .containsOnly(Map.entry("aws.access.key.id", List.of(notPermitted(action, on))));
  }

  @Test
  void namesEveryActionThatIsNotPermittedAtOnce() {
    refuse("AccessDeniedException", call -> !call.equals("describe"));

    assertThat(errors("orders").get("aws.access.key.id"))
        .containsExactly(
            notPermitted("dynamodb:Scan", "table 'orders'"),
            notPermitted("dynamodb:GetItem", "table 'orders'"),
            notPermitted("dynamodb:DescribeStream", "the stream of table 'orders'"),
            notPermitted("dynamodb:GetShardIterator", "the stream of table 'orders'"));
  }

  @Test
  void triesOnlyWhatTheModeNeeds() {
    refuse("AccessDeniedException", List.of("scan", "item")::contains);
    assertThat(errors("orders", Map.of("snapshot.mode", "no_data"))).isEmpty();

    refuse("AccessDeniedException", List.of("item", "listing", "iterator", "page")::contains);
    assertThat(errors("orders", Map.of("snapshot.mode", "initial_only"))).isEmpty();
  }

  @Test
  void offersTheNamesOfTheTables() {
    errors("orders");

    assertThat(offered).containsExactly("orders", "customers");
  }

  @Test
  void doesNotInsistOnThePermissionToOfferNames() {
    refuse("AccessDeniedException", "tableNames"::equals);

    assertThat(errors("orders")).isEmpty();
  }

  @Test
  void takesAThrottledCallForAPermittedOne() {
    refuse("ProvisionedThroughputExceededException", "scan"::equals);

    assertThat(errors("orders")).isEmpty();
  }

  @Test
  void takesWhatSaysNothingOfThePermissionForPermitted() {
    for (AwsServiceException answer :
        List.of(
            ExpiredIteratorException.builder().build(),
            TrimmedDataAccessException.builder().build(),
            ResourceNotFoundException.builder().build())) {
      dynamoDb.beforeCall(
          call -> {
            if (call.equals("page")) {
              throw answer;
            }
          });

      assertThat(errors("orders")).as(answer.getClass().getSimpleName()).isEmpty();
    }
  }

  @Test
  void findsTablesByNameAndByTag() {
    Map<String, String> byName = Map.of("tables.regex", "ord.*");
    assertThat(errors("", byName)).isEmpty();
    assertThat(found).containsOnlyKeys("orders");

    assertThat(errors("", Map.of("tables.tag", "migrate=orders"))).isEmpty();
    assertThat(found).containsOnlyKeys("orders");
  }

  @Test
  void saysThatNoTableIsSelected() {
    assertThat(errors("", Map.of("tables.regex", "invoices")).get("tables.regex").get(0))
        .startsWith("No table of region eu-west-1 is selected.");
  }

  @Test
  void namesTheActionsThatLookingForTablesNeeds() {
    refuse("AccessDeniedException", "tableNames"::equals);
    assertThat(errors("", Map.of("tables.regex", "ord.*")))
        .containsOnly(
            Map.entry(
                "aws.access.key.id", List.of(notPermitted("dynamodb:ListTables", "the account"))));

    refuse("AccessDeniedException", "tags"::equals);
    assertThat(errors("", Map.of("tables.tag", "migrate")))
        .containsOnly(
            Map.entry(
                "aws.access.key.id",
                List.of(notPermitted("dynamodb:ListTagsOfResource", "table 'orders'"))));
  }

  @Test
  void saysOnceThatTheCredentialsAreNoGood() {
    refuse("UnrecognizedClientException", call -> true);

    assertThat(errors("orders"))
        .containsOnly(
            Map.entry(
                "aws.access.key.id",
                List.of(
                    "DynamoDB does not accept the credentials (UnrecognizedClientException)."
                        + " Correct them.")));
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
                List.of(
                    "DynamoDB at http://localhost:8000 cannot be asked: refused Check the address"
                        + " and the network.")));
  }

  @Test
  void saysWhereTheStreamsDoNotAnswer() {
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("listing")) {
            throw SdkClientException.create("refused", new IOException("refused"));
          }
        });

    assertThat(
            errors("orders", Map.of("aws.streams.endpoint", "http://localhost:8001"))
                .get("aws.streams.endpoint"))
        .containsExactly(
            "DynamoDB Streams at http://localhost:8001 cannot be asked: refused Check the address"
                + " and the network.");
  }

  private void refuse(String code, Predicate<String> calls) {
    dynamoDb.beforeCall(
        call -> {
          if (calls.test(call)) {
            throw DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
          }
        });
  }

  private static String notPermitted(String action, String on) {
    return "DynamoDB refuses "
        + action
        + " on "
        + on
        + " (AccessDeniedException). Give the credentials the permission "
        + action
        + ", see docs/aws.md.";
  }

  private Map<String, List<String>> errors(String table) {
    return errors(table, Map.of());
  }

  private Map<String, List<String>> errors(String table, Map<String, String> changes) {
    Map<String, String> properties = new HashMap<>(changes);
    properties.put("tables", table);
    properties.put("aws.region", "eu-west-1");
    properties.put("aws.endpoint", "http://localhost:8000");
    OptionErrors report = new OptionErrors(List.of());
    AbstractConfig config =
        new AbstractConfig(AwsSettings.define(TableSelection.definition()), properties, false);
    found =
        new TableChecks(
                dynamoDb,
                dynamoDb,
                NeededActions.of(properties),
                AwsSettings.from(config),
                "eu-west-1",
                report)
            .check(TableSelection.from(config), Duration.ofMinutes(1));
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : report.config().configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
      if (value.name().equals("tables")) {
        offered = value.recommendedValues();
      }
    }
    return errors;
  }
}
