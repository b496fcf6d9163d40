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

/** A transform with a fault has made the rows, and {@code messina verify} expects just these. */
@ExtendWith(SharedStack.class)
class VerifyTurnedBackIT {

  private static final String NAME = "verify_turned_back";
  private static final String TARGET = NAME + ".items";

  @TempDir private Path folder;

  @Test
  void onlyTheItemTells(Services services) throws InterruptedException, ExecutionException {
    fill(services);
    SourceItems items = new SourceItems(services.dynamoDb(), NAME);
    TargetTable table = TargetTable.find(services.cql(), TARGET).orElseThrow();
    try (TopicReader reader =
            new TopicReader(Map.of("bootstrap.servers", services.bootstrapServers()));
        Expectation expectation =
            new Expectation(sink(), new ChangeForm(NAME, NAME, items.keyTypes()), table)) {
      Sides sides =
          new Sides(
              items,
              new TargetRows(services.cql(), table, DefaultConsistencyLevel.LOCAL_QUORUM),
              expectation,
              AsItems.of(sink(), table.columnTypes()));
      Report report =
          new Verification(setup(sides, reader), new Silent(), Clock.systemUTC()).full();

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

  /** A small name is a small name after the fault as well. */
  private static void fill(Services services) throws InterruptedException, ExecutionException {
    StreamedTable.create(
        services.dynamoDb(), NAME, List.of(StreamedTable.attribute("pk", ScalarAttributeType.S)));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE "
                + NAME
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    services
        .cql()
        .execute("CREATE TABLE " + TARGET + " (pk text PRIMARY KEY, name text, at timestamp)");
    for (String name : List.of("Ada", "grace")) {
      services
          .dynamoDb()
          .putItem(
              put ->
                  put.tableName(NAME)
                      .item(
                          Map.of(
                              "pk", AttributeValue.fromS("of " + name),
                              "name", AttributeValue.fromS(name),
                              "at", AttributeValue.fromS("2026-01-01T12:00:00Z"))));
      services
          .cql()
          .execute(
              "INSERT INTO " + TARGET + " (pk, name, at) VALUES (?, ?, ?)",
              "of " + name,
              name.toLowerCase(java.util.Locale.ROOT),
              Instant.parse("2026-01-01T12:00:00Z"));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", services.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(NAME, 1, (short) 1))).all().get();
    }
  }

  private static Deployed sink() {
    return new Deployed(
        "sink",
        Map.of(
            "table.name", TARGET,
            "transforms", "row",
            "transforms.row.type", "dev.messina.e2e.flaw.ItemToRow"));
  }

  private Verification.Setup setup(Sides sides, TopicReader reader) {
    Frontier quiet =
        () ->
            new Frontier.Known(
                Instant.now().plus(Frontier.CLOCK_MARGIN).plusSeconds(1), "no shard holds it");
    return new Verification.Setup(
        sides,
        reader,
        NAME,
        Map::of,
        Optional.empty(),
        quiet,
        new Rates(0, 0, 1, 100),
        new Limits(10, Duration.ofMinutes(1), 100, false),
        folder,
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
