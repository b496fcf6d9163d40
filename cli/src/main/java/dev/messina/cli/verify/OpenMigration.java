package dev.messina.cli.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.migration.AwsClients;
import dev.messina.cli.sweep.TargetSession;
import dev.messina.verification.check.Sides;
import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.frontier.CommittedFrontier;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.SinkOffsets;
import dev.messina.verification.frontier.StreamListings;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.TargetRows;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A migration with everything open that it is read by. */
public final class OpenMigration implements AutoCloseable {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ConnectRest connect;
  private final Migration migration;
  private final AwsClients aws;
  private final TopicReader reader;
  private final CqlSession session;
  private final Sides sides;

  /**
   * @param consistency with which rows are read
   * @throws IllegalArgumentException if a setting cannot be followed
   * @throws RuntimeException if Connect, Kafka or a database does not answer
   */
  public OpenMigration(MigrationSettings settings, ConsistencyLevel consistency) {
    this.connect = new ConnectRest(settings::connect, REST_PATIENCE);
    this.migration = Migration.of(connect, settings);
    try {
      this.aws = opened(AwsClients.of(migration.source(), settings.dynamoDb()));
      this.reader = opened(new TopicReader(settings.access().kafkaSettings(migration.source())));
      if (!reader.exists(migration.topic())) {
        throw new IllegalArgumentException("There is no topic " + migration.topic() + ".");
      }
      this.session = opened(TargetSession.open(settings.access(), migration.sinkFile()));
      this.sides = sides(consistency);
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  private Sides sides(ConsistencyLevel consistency) {
    SourceItems items = new SourceItems(aws.tables(), migration.table());
    TargetTable table =
        TargetTable.find(session, migration.target())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no table " + migration.target() + "; correct --target."));
    table
        .refusal()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    TargetRows rows = new TargetRows(session, table, consistency);
    ChangeForm form = new ChangeForm(migration.topic(), migration.table(), items.keyTypes());
    return new Sides(
        items,
        rows,
        opened(new Expectation(migration.sink(), form, table)),
        AsItems.of(migration.sink(), table.columnTypes()));
  }

  private <C extends AutoCloseable> C opened(C one) {
    opened.push(one);
    return one;
  }

  public Migration migration() {
    return migration;
  }

  public ConnectRest connect() {
    return connect;
  }

  public TopicReader reader() {
    return reader;
  }

  public CqlSession session() {
    return session;
  }

  public Sides sides() {
    return sides;
  }

  /** The sink's committed offsets of the migration's topic. */
  Map<Integer, Long> applied() {
    return SinkOffsets.of(connect.offsets(migration.sink().name()), migration.topic());
  }

  Frontier frontier() {
    return new CommittedFrontier(
        migration.table(),
        migration.topic(),
        () -> connect.offsets(migration.source().name()),
        this::applied,
        new StreamListings(aws.tables(), aws.streams(), migration.table()),
        reader);
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException unchecked) {
        throw unchecked;
      } catch (Exception checked) {
        throw new IllegalStateException("A client cannot be closed.", checked);
      }
    }
  }
}
