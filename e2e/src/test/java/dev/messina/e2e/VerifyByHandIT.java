package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Limits;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Rates;
import dev.messina.verification.check.Report;
import dev.messina.verification.check.Sides;
import dev.messina.verification.check.Verification;
import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.TargetRows;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.topic.TopicReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Verifications of rows that no connector has written, on tables that stand still. */
@ExtendWith(SharedStack.class)
class VerifyByHandIT {

  private static final String REAL = "dev.messina.transforms.ItemToRow";

  @TempDir private Path folder;

  /** A transform with a fault has made the rows, and the expected rows are just these. */
  @Test
  void whatTransformsDoWrongOnlyTheItemTells(Services services)
      throws InterruptedException, ExecutionException {
    String name = "verify_turned_back";
    create(services, name);
    put(services, name, "of Ada", "Ada");
    put(services, name, "of grace", "grace");
    insert(services, name, "of Ada", "ada");
    insert(services, name, "of grace", "grace");

    for (boolean digests : List.of(false, true)) {
      Report report = report(services, name, "dev.messina.e2e.flaw.ItemToRow", digests);
      assertThat(report.verdict()).isEqualTo(Report.Verdict.DIFFERENCES);
      assertThat(report.differences()).hasSize(1);
      Difference wrong = report.differences().get(0);
      assertThat(wrong.kind()).isEqualTo(DifferenceKind.MAPPED_WRONG);
      assertThat(wrong.columns()).containsExactly("name");
      assertThat(wrong.reason()).endsWith("name").doesNotContain("Ada");
      assertThat(wrong.settled()).isTrue();
      assertThat(wrong.values())
          .containsEntry("name", List.of("{\"name\":{\"S\":\"Ada\"}}", "ada"));
      assertThat(report.counts().asItems().compared()).isPositive();
      assertThat(report.counts().asItems().names()).containsExactly("at");
    }
  }

  @Test
  void digestsTellEachKindOfDamageAndLookAtNoOtherRow(Services services)
      throws InterruptedException, ExecutionException {
    String name = "verify_digests";
    create(services, name);
    for (int number = 0; number < 300; number++) {
      put(services, name, "key " + number, "name " + number % 7);
      insert(services, name, "key " + number, "name " + number % 7);
    }

    Report sound = report(services, name, REAL, true);
    assertThat(sound.verdict()).as(sound.doubts().toString()).isEqualTo(Report.Verdict.VERIFIED);
    assertThat(sound.counts().items()).isEqualTo(300);
    assertThat(sound.counts().rowsScanned()).isEqualTo(300);
    assertThat(sound.counts().compared()).as("rows looked at one by one").isZero();
    assertThat(sound.counts().buckets()).contains(new Report.Buckets(64, 0));

    put(services, name, "missing", "no row");
    insert(services, name, "extra", "no item");
    insert(services, name, "key 1", "another name");
    insert(services, name, "key 2", null);
    insert(services, name, "key 3", "name 4");
    insert(services, name, "key 4", "name 3");
    put(services, name, "rejected", "too late", "on Monday");
    Report damaged = report(services, name, REAL, true);

    assertThat(damaged.verdict()).isEqualTo(Report.Verdict.DIFFERENCES);
    assertThat(damaged.differences())
        .extracting(VerifyByHandIT::text)
        .containsExactlyInAnyOrder(
            "MISSING missing",
            "EXTRA extra",
            "DIFFERENT key 1",
            "DIFFERENT key 2",
            "DIFFERENT key 3",
            "DIFFERENT key 4",
            "DEAD_LETTERED rejected");
    assertThat(damaged.counts().buckets().orElseThrow().differing()).isBetween(1L, 7L);
    assertThat(damaged.counts().compared()).isLessThan(200);
  }

  private static String text(Difference difference) {
    return difference.kind() + " " + difference.pair().row().orElseThrow().values().get(0);
  }

  private Report report(Services services, String name, String transform, boolean digests) {
    Deployed sink =
        new Deployed(
            "sink",
            Map.of(
                "table.name",
                name + ".items",
                "transforms",
                "row",
                "transforms.row.type",
                transform));
    SourceItems items = new SourceItems(services.dynamoDb(), name);
    TargetTable table = TargetTable.find(services.cql(), name + ".items").orElseThrow();
    try (TopicReader reader =
            new TopicReader(Map.of("bootstrap.servers", services.bootstrapServers()));
        Expectation expectation =
            new Expectation(sink, new ChangeForm(name, name, items.keyTypes()), table)) {
      Sides sides =
          new Sides(
              items,
              new TargetRows(services.cql(), table, DefaultConsistencyLevel.LOCAL_QUORUM),
              expectation,
              AsItems.of(sink, table.columnTypes()));
      Verification verification =
          new Verification(setup(sides, reader, name), new Silent(), Clock.systemUTC());
      return digests ? verification.digests() : verification.full();
    }
  }

  private static void create(Services services, String name)
      throws InterruptedException, ExecutionException {
    StreamedTable.create(
        services.dynamoDb(), name, List.of(StreamedTable.attribute("pk", ScalarAttributeType.S)));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE "
                + name
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    services
        .cql()
        .execute("CREATE TABLE " + name + ".items (pk text PRIMARY KEY, name text, at timestamp)");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", services.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void put(Services services, String table, String key, String name) {
    put(services, table, key, name, "2026-01-01T12:00:00Z");
  }

  private static void put(Services services, String table, String key, String name, String at) {
    services
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(table)
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS(key),
                            "name", AttributeValue.fromS(name),
                            "at", AttributeValue.fromS(at))));
  }

  private static void insert(Services services, String keyspace, String key, String name) {
    services
        .cql()
        .execute(
            "INSERT INTO " + keyspace + ".items (pk, name, at) VALUES (?, ?, ?)",
            key,
            name,
            Instant.parse("2026-01-01T12:00:00Z"));
  }

  private Verification.Setup setup(Sides sides, TopicReader reader, String name) {
    Frontier quiet =
        () ->
            new Frontier.Known(
                Instant.now().plus(Frontier.CLOCK_MARGIN).plusSeconds(1), "no shard holds it");
    return new Verification.Setup(
        sides,
        reader,
        name,
        Map::of,
        Optional.empty(),
        quiet,
        new Rates(0, 0, 2, 100),
        new Limits(10, Duration.ofMinutes(1), 100, false),
        folder.resolve(name),
        "test",
        true);
  }

  /** Tells nobody. */
  private static final class Silent implements Progress {
    @Override
    public void phase(String words) {
      // Nobody looks.
    }

    @Override
    public void reached(long done, long expected) {
      // Nobody looks.
    }

    @Override
    public void generation(Generation ended) {
      // Nobody looks.
    }
  }
}
