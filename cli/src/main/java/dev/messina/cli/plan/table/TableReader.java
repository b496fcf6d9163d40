package dev.messina.cli.plan.table;

import dev.messina.cli.connect.NearNames;
import dev.messina.cli.plan.table.TableFacts.Capacity;
import dev.messina.cli.plan.table.TableFacts.Recovery;
import dev.messina.cli.plan.table.TableFacts.Settings;
import dev.messina.cli.plan.table.TableFacts.Size;
import dev.messina.cli.plan.table.TableFacts.StreamFacts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexDescription;

/** Asks DynamoDB what a table is; of its items nothing. */
public final class TableReader {

  private final DynamoDbClient client;

  public TableReader(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * @throws IllegalArgumentException if there is no such table; with the nearest
   * @throws AwsServiceException if DynamoDB refuses to describe it
   */
  public TableFacts read(String name) {
    TableDescription table = describe(name);
    List<String> unread = new ArrayList<>();
    Optional<String> expiry =
        told(unread, "DescribeTimeToLive", "whether items expire", () -> expiry(name))
            .flatMap(Function.identity());
    Optional<Recovery> recovery =
        told(
                unread,
                "DescribeContinuousBackups",
                "how far it can be restored",
                () -> recovery(name))
            .flatMap(Function.identity());
    Map<String, String> types =
        table.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString));
    return new TableFacts(
        name,
        key(table.keySchema(), types),
        Optional.of(new Size(number(table.itemCount()), number(table.tableSizeBytes()))),
        stream(table),
        expiry,
        indexes(table, types),
        settings(table, recovery, unread));
  }

  private TableDescription describe(String name) {
    try {
      return client.describeTable(ask -> ask.tableName(name)).table();
    } catch (ResourceNotFoundException none) {
      throw new IllegalArgumentException(
          "DynamoDB has no table %s in this region. %s".formatted(name, nearest(name)), none);
    }
  }

  /** That nearest names may not be listed is no reason to say something else. */
  private String nearest(String name) {
    try {
      return NearNames.hint(
          name, client.listTablesPaginator().tableNames().stream().limit(1_000).toList());
    } catch (AwsServiceException notPermitted) {
      return "Correct the name or --region.";
    }
  }

  /** What is asked for; empty, with a line of what is not known, if that is not permitted. */
  private static <T> Optional<T> told(
      List<String> unread, String action, String what, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException refused) {
      unread.add(
          "it is not known %s: dynamodb:%s is refused (%s); permit it (%s) and plan again"
              .formatted(what, action, AwsFailures.reason(refused), Denied.statement(action)));
      return Optional.empty();
    }
  }

  private Optional<String> expiry(String name) {
    TimeToLiveDescription expiry =
        client.describeTimeToLive(ask -> ask.tableName(name)).timeToLiveDescription();
    boolean isOn =
        expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLED
            || expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    return isOn ? Optional.ofNullable(expiry.attributeName()) : Optional.empty();
  }

  private Optional<Recovery> recovery(String name) {
    ContinuousBackupsDescription backups =
        client.describeContinuousBackups(ask -> ask.tableName(name)).continuousBackupsDescription();
    PointInTimeRecoveryDescription window = backups.pointInTimeRecoveryDescription();
    return window == null || window.earliestRestorableDateTime() == null
        ? Optional.empty()
        : Optional.of(
            new Recovery(window.earliestRestorableDateTime(), window.latestRestorableDateTime()));
  }

  private static List<KeyPart> key(List<KeySchemaElement> schema, Map<String, String> types) {
    return schema.stream()
        .map(part -> new KeyPart(part.attributeName(), types.get(part.attributeName())))
        .toList();
  }

  private static int partitionParts(List<KeySchemaElement> schema) {
    return (int) schema.stream().filter(part -> part.keyType() == KeyType.HASH).count();
  }

  private static Optional<StreamFacts> stream(TableDescription table) {
    if (table.latestStreamArn() == null
        || table.streamSpecification() == null
        || !Boolean.TRUE.equals(table.streamSpecification().streamEnabled())) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamFacts(
            table.latestStreamArn(),
            table.streamSpecification().streamViewTypeAsString(),
            since(table.latestStreamLabel())));
  }

  /** A stream's label is the time when it was switched on. */
  private static Instant since(String label) {
    try {
      return label == null ? null : LocalDateTime.parse(label).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException notTold) {
      return null;
    }
  }

  private static List<IndexFacts> indexes(TableDescription table, Map<String, String> types) {
    Stream<IndexFacts> local =
        table.localSecondaryIndexes().stream()
            .map(
                index ->
                    new IndexFacts(
                        index.indexName(),
                        "local",
                        key(index.keySchema(), types),
                        partitionParts(index.keySchema()),
                        projected(index.projection())));
    Stream<IndexFacts> global =
        table.globalSecondaryIndexes().stream()
            .map(
                index ->
                    new IndexFacts(
                        index.indexName(),
                        "global",
                        key(index.keySchema(), types),
                        partitionParts(index.keySchema()),
                        projected(index.projection())));
    return Stream.concat(local, global).sorted(Comparator.comparing(IndexFacts::name)).toList();
  }

  private static Optional<List<String>> projected(Projection projection) {
    return projection == null || projection.projectionType() == ProjectionType.ALL
        ? Optional.empty()
        : Optional.of(projection.nonKeyAttributes());
  }

  private static Settings settings(
      TableDescription table, Optional<Recovery> recovery, List<String> unread) {
    long reads =
        table.provisionedThroughput() == null
            ? 0
            : number(table.provisionedThroughput().readCapacityUnits());
    return new Settings(
        new Capacity(
            reads == 0 ? "on demand" : "provisioned",
            reads,
            table.warmThroughput() == null
                ? 0
                : number(table.warmThroughput().readUnitsPerSecond()),
            table.warmThroughput() == null
                ? 0
                : number(table.warmThroughput().writeUnitsPerSecond())),
        recovery,
        vectorIndexes(table),
        table.replicas().stream().map(ReplicaDescription::regionName).sorted().toList(),
        unread);
  }

  private static List<String> vectorIndexes(TableDescription table) {
    return table.vectorIndexes().stream().map(VectorIndexDescription::indexName).sorted().toList();
  }

  private static long number(Long told) {
    return told == null ? 0 : told;
  }
}
