package dev.messina.bench.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
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
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A verification as {@code messina verify} runs it, without limits of its rates: the pass in both
 * directions through the transform, and one generation of a topic that has no changes.
 */
final class FullPassSide implements AutoCloseable {

  private static final int SEGMENTS = 4;
  private static final int PAGE_ITEMS = 500;
  private static final int OPEN_MOST = 100_000;

  /** Nobody writes, so that all is applied at any time. */
  private static final Frontier QUIET =
      () ->
          new Frontier.Known(
              Instant.now().plus(Frontier.CLOCK_MARGIN).plusSeconds(1), "no shard holds it");

  private final Verification.Setup setup;
  private final Expectation expectation;

  FullPassSide(
      DynamoDbClient client, CqlSession session, TopicReader reader, String table, Path state) {
    String topic = VerifyRun.topic(table);
    SourceItems items = new SourceItems(client, table);
    TargetTable target = TargetTable.find(session, "bench." + table).orElseThrow();
    Deployed sink =
        new Deployed(
            "bench-sink",
            Map.of(
                "table.name",
                target.name(),
                "transforms",
                "row",
                "transforms.row.type",
                "dev.messina.transforms.ItemToRow"));
    this.expectation =
        new Expectation(sink, new ChangeForm(topic, table, items.keyTypes()), target);
    this.setup =
        new Verification.Setup(
            new Sides(
                items,
                new TargetRows(session, target, DefaultConsistencyLevel.LOCAL_QUORUM),
                expectation,
                AsItems.of(sink, target.columnTypes())),
            reader,
            topic,
            Map::of,
            Optional.empty(),
            QUIET,
            new Rates(0, 0, SEGMENTS, PAGE_ITEMS),
            new Limits(10, Duration.ofMinutes(1), OPEN_MOST, false),
            state,
            "bench",
            false);
  }

  /**
   * Verifies all.
   *
   * @return how many items there were
   * @throws IllegalStateException if not each is its row
   */
  long run() {
    Report report = new Verification(setup, new Silent(), Clock.systemUTC()).full();
    if (report.verdict() != Report.Verdict.VERIFIED
        || report.counts().items() != report.counts().rowsScanned()) {
      throw new IllegalStateException(
          "Not verified: %s %s %s".formatted(report.kinds(), report.doubts(), report.counts()));
    }
    return report.counts().items();
  }

  @Override
  public void close() {
    expectation.close();
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
