package dev.messina.sink.statement;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.MutationSettings.WriteMode;
import dev.messina.sink.mutation.NullValueBehavior;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.mutation.WriteTimestampSource;
import dev.messina.sink.route.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever is delivered in whatever order, how often, and by tasks of whatever strategy, a row ends
 * as its newest change says: from records to what is written, over a model of CQL's conflict rules.
 */
class RowsConvergeTest {

  private static final int COLUMNS = 8;
  private static final long STEP = 100;
  private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");
  private static final int ABSENT = 0;
  private static final int NULL = 1;

  /** What happens to the item of row {@code a}. */
  enum Kind {
    WRITTEN,
    DELETED,
    MOVED_AWAY
  }

  /**
   * One change.
   *
   * @param cells for each column nothing, a null, or the number of a value
   * @param expiresAfter in seconds from the start; null for never
   */
  record Change(Kind kind, List<Integer> cells, Integer expiresAfter) {

    boolean isPast(Instant now) {
      return expiresAfter != null && !now.isBefore(START.plusSeconds(expiresAfter));
    }

    RecordBuilder record(int index) {
      RecordBuilder written =
          RecordBuilder.record(index).columns(columns()).writtenAt(WRITTEN_AT + index * STEP);
      if (kind == Kind.DELETED) {
        return written.value(null);
      }
      if (kind == Kind.MOVED_AWAY) {
        return written.key(Map.of("pk", "b")).header("messina.moved.from", Map.of("pk", "a"));
      }
      return expiresAfter == null
          ? written
          : written.header("messina.expires.at", START.getEpochSecond() + expiresAfter);
    }

    private Object[] columns() {
      List<Object> columns = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        if (cells.get(i) != ABSENT) {
          columns.add("c" + i);
          columns.add(value(cells.get(i)));
        }
      }
      return columns.toArray();
    }
  }

  @Property(tries = 2_000)
  void aReplacedRowEndsAsItsNewestImage(
      @ForAll("histories") List<Change> history, @ForAll Random random) {
    Server server = new Server();
    server.deliverAll(history, WriteMode.REPLACE, 0, random);
    server.advance(random.nextInt(30));
    assertThat(server.read()).isEqualTo(image(last(history), server.now));
  }

  @Property(tries = 2_000)
  void aMergedRowEndsWithTheNewestOfEachColumn(
      @ForAll("histories") List<Change> history, @ForAll Random random) {
    Server server = new Server();
    server.deliverAll(history, WriteMode.MERGE, 0, random);
    // What has expired before it came lives for a second.
    server.advance(1 + random.nextInt(30));
    assertThat(server.read()).isEqualTo(merged(history, server.now));
  }

  @Property(tries = 2_000)
  void aReplayOfALaterGenerationOutranksWhatWasWrittenBefore(
      @ForAll("histories") List<Change> before,
      @ForAll @IntRange(max = 48) int generation,
      @ForAll Random random) {
    List<Change> after = remapped(before, random);
    Server server = new Server();
    server.deliverAll(before, WriteMode.REPLACE, generation, random);
    List<Runnable> deliveries = new ArrayList<>();
    int later = generation + 1 + random.nextInt(49 - generation);
    for (int i = 0; i < before.size(); i++) {
      int index = i;
      deliveries.add(() -> server.deliver(after, index, WriteMode.REPLACE, later, random));
      if (random.nextBoolean()) {
        deliveries.add(() -> server.deliver(before, index, WriteMode.REPLACE, generation, random));
      }
    }
    Collections.shuffle(deliveries, random);
    deliveries.forEach(Runnable::run);
    assertThat(server.read()).isEqualTo(image(last(after), server.now));
  }

  /** The rule that this class checks would notice if absent columns were left as they are. */
  @Example
  void anInsertOfWhatIsThereAloneWouldEndWrong() {
    ModelRow row = new ModelRow(1, 1 + COLUMNS);
    List<Change> history = List.of(written(2, 2), written(2));
    for (int i = 0; i < 2; i++) {
      RowWrite plan = plan(history, i, WriteMode.MERGE, 0, ReplaceStrategy.AUTO, START, TABLE);
      row.apply(plan, START);
    }
    assertThat(row.read(START)).isNotEqualTo(image(last(history), START));
  }

  @Example
  void aRowTombstoneCoversColumnsThatAreAddedLaterAndNullsDoNot() {
    assertThat(addedColumnAfter(ReplaceStrategy.TOMBSTONE)).isNull();
    assertThat(addedColumnAfter(ReplaceStrategy.NULLS)).isNotNull();
  }

  /** A newer image is written, a column is added, and an older image comes late. */
  private static ByteBuffer addedColumnAfter(ReplaceStrategy strategy) {
    TableModel altered = table(COLUMNS + 1);
    Integer[] older = new Integer[COLUMNS + 1];
    Arrays.fill(older, 2);
    List<Change> history =
        List.of(new Change(Kind.WRITTEN, List.of(older), null), written(2, 2, 2));
    ModelRow row = new ModelRow(1, 1 + COLUMNS + 1);
    row.apply(plan(history, 1, WriteMode.REPLACE, 0, strategy, START, TABLE), START);
    row.apply(plan(history, 0, WriteMode.REPLACE, 0, strategy, START, altered), START);
    return row.read(START).get(COLUMNS);
  }

  @Provide
  Arbitrary<List<Change>> histories() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, Kind.WRITTEN), Tuple.of(1, Kind.DELETED), Tuple.of(1, Kind.MOVED_AWAY));
    Arbitrary<List<Integer>> cells = Arbitraries.integers().between(0, 4).list().ofSize(COLUMNS);
    Arbitrary<Integer> expiry = Arbitraries.integers().between(-20, 60).injectNull(0.6);
    return Combinators.combine(kinds, cells, expiry)
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static final TableModel TABLE = table(COLUMNS);

  /** A server and the tasks that write to it, each with a strategy of its own. */
  private static final class Server {
    private final ModelRow row = new ModelRow(1, 1 + COLUMNS);
    private Instant now = START;

    /** Each change at least once. */
    void deliverAll(List<Change> history, WriteMode mode, int generation, Random random) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < history.size(); i++) {
        order.addAll(Collections.nCopies(1 + random.nextInt(2), i));
      }
      Collections.shuffle(order, random);
      order.forEach(index -> deliver(history, index, mode, generation, random));
    }

    void deliver(List<Change> history, int index, WriteMode mode, int generation, Random random) {
      advance(random.nextInt(5));
      ReplaceStrategy[] strategies = ReplaceStrategy.values();
      ReplaceStrategy strategy = strategies[random.nextInt(strategies.length)];
      row.apply(plan(history, index, mode, generation, strategy, now, TABLE), now);
    }

    void advance(int seconds) {
      now = now.plusSeconds(seconds);
    }

    List<ByteBuffer> read() {
      return row.read(now);
    }
  }

  /** What a task would write to row {@code a}. */
  private static RowWrite plan(
      List<Change> history,
      int index,
      WriteMode mode,
      int generation,
      ReplaceStrategy strategy,
      Instant now,
      TableModel table) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    MutationSettings settings =
        new MutationSettings(
            mode,
            generation,
            new WriteTimestampSource.InHeader(),
            true,
            0,
            NullValueBehavior.DELETE,
            MutationSettings.UNAVAILABLE_VALUE_DEFAULT);
    RowEncoder encoder = new RowEncoder(table, UnknownColumns.failing());
    RowMutation mutation =
        new RowMutations(settings, clock).from(history.get(index).record(index).build());
    boolean away = history.get(index).kind() == Kind.MOVED_AWAY;
    return mutation.fold(
        replace ->
            away
                ? deleted(encoder, replace.left())
                : RowWrite.of(replace, encoder.image(replace), strategy, now),
        merge ->
            away ? deleted(encoder, merge.left()) : RowWrite.of(merge, encoder.named(merge), now),
        delete -> deleted(encoder, delete));
  }

  private static RowWrite deleted(RowEncoder encoder, RowMutation.Delete delete) {
    return RowWrite.of(delete, encoder.key(delete));
  }

  private static List<ByteBuffer> image(Change change, Instant now) {
    if (change.kind() != Kind.WRITTEN || change.isPast(now)) {
      return List.of();
    }
    List<ByteBuffer> image = new ArrayList<>();
    change.cells().forEach(cell -> image.add(bytes(cell)));
    return image;
  }

  /** The changes applied in their order, each once. */
  private static List<ByteBuffer> merged(List<Change> history, Instant now) {
    Map<Integer, Change> newest = new LinkedHashMap<>();
    Change marker = null;
    for (Change change : history) {
      boolean written = change.kind() == Kind.WRITTEN;
      marker = written ? change : null;
      for (int i = 0; i < COLUMNS; i++) {
        if (!written) {
          newest.remove(i);
        } else if (change.cells().get(i) != ABSENT) {
          newest.put(i, change);
        }
      }
    }
    List<ByteBuffer> row = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      Change change = newest.get(i);
      row.add(change == null || change.isPast(now) ? null : bytes(change.cells().get(i)));
    }
    boolean marked = marker != null && !marker.isPast(now);
    return marked || row.stream().anyMatch(cell -> cell != null) ? row : List.of();
  }

  /** The same changes as another mapping reads them. */
  private static List<Change> remapped(List<Change> history, Random random) {
    List<Change> remapped = new ArrayList<>();
    for (Change change : history) {
      List<Integer> cells = new ArrayList<>(change.cells());
      Collections.shuffle(cells, random);
      remapped.add(new Change(change.kind(), cells, change.expiresAfter()));
    }
    return remapped;
  }

  private static Change written(Integer... cells) {
    List<Integer> all = new ArrayList<>(Arrays.asList(cells));
    all.addAll(Collections.nCopies(COLUMNS - cells.length, ABSENT));
    return new Change(Kind.WRITTEN, all, null);
  }

  private static Change last(List<Change> history) {
    return history.get(history.size() - 1);
  }

  private static String value(int cell) {
    return cell == NULL ? null : "v" + cell;
  }

  private static ByteBuffer bytes(int cell) {
    return cell <= NULL ? null : StandardCharsets.UTF_8.encode(value(cell));
  }

  private static TableModel table(int columns) {
    Map<String, DataType> regular = new LinkedHashMap<>();
    for (int i = 0; i < columns; i++) {
      regular.put("c" + i, DataTypes.TEXT);
    }
    return TableModel.of(
        new TableName("shop", "orders"),
        Map.of("pk", DataTypes.TEXT),
        Map.of(),
        regular,
        ColumnConversions.NONE);
  }
}
