package dev.messina.verification.row;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import dev.messina.verification.value.Canonical;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads a CQL table by key and by slices of the token ring. Never writes. Thread-safe. */
public final class TargetRows {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Far below the 1024 requests that the driver sends over one connection. */
  private static final int READS_IN_FLIGHT = 256;

  private static final int KEYS_PER_PAGE = 1_000;

  /** A row may have hundreds of kilobytes. */
  private static final int ROWS_PER_PAGE = 200;

  private static final String PARTITIONER = "Murmur3Partitioner";

  private final CqlSession session;
  private final TargetTable table;
  private final ConsistencyLevel consistency;
  private final PreparedStatement row;
  private final PreparedStatement values;
  private final PreparedStatement keys;
  private final PreparedStatement rows;
  private final TokenMap ring;
  private final List<String> valueColumns;
  private final int timedColumns;
  private final Semaphore inFlight = new Semaphore(READS_IN_FLIGHT);

  /**
   * @throws IllegalArgumentException if the cluster does not place rows by Murmur3
   */
  public TargetRows(CqlSession session, TargetTable table, ConsistencyLevel consistency) {
    this.session = session;
    this.table = table;
    this.consistency = consistency;
    this.row = session.prepare(table.selectRow());
    this.values = session.prepare(table.selectValues());
    this.keys = session.prepare(table.selectKeys());
    this.rows = session.prepare(table.selectRows());
    this.valueColumns =
        table.values().stream().map(column -> column.getName().asInternal()).toList();
    this.timedColumns = table.timed().size();
    this.ring =
        session
            .getMetadata()
            .getTokenMap()
            .filter(map -> map.getPartitionerName().endsWith(PARTITIONER))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The target is read by the tokens of "
                            + PARTITIONER
                            + ", which this cluster does not use."));
  }

  public TargetTable table() {
    return table;
  }

  /** A row that is on its way. */
  public interface Pending {
    /** Waits for it; empty if there is no such row. */
    Optional<FoundRow> get();
  }

  /** Asks for a row; waits first while too many are asked for. */
  public Pending ask(RowKey key) {
    return ask(row, key, timedColumns);
  }

  /** The same without write timestamps, which cost as much as the values do. */
  public Pending askForValues(RowKey key) {
    return ask(values, key, 0);
  }

  private Pending ask(PreparedStatement select, RowKey key, int times) {
    inFlight.acquireUninterruptibly();
    CompletionStage<AsyncResultSet> answer =
        session
            .executeAsync(configured(select.bind(key.values().toArray())))
            .whenComplete((rows, failure) -> inFlight.release());
    return () -> Optional.ofNullable(joined(answer).one()).map(found -> found(found, times));
  }

  private static AsyncResultSet joined(CompletionStage<AsyncResultSet> answer) {
    try {
      return answer.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /**
   * Where a row lies.
   *
   * @param token on the ring, -2^63 to 2^63-1
   * @param high and low: 128 bits of a hash of the whole key, so that two keys do not meet
   */
  public record Place(long token, long high, long low) {}

  /** Where the row of a key lies, or would. */
  public Place place(RowKey key) {
    BoundStatement bound = row.bind(key.values().toArray());
    ByteBuffer[] partition =
        row.getPartitionKeyIndices().stream().map(bound::getBytesUnsafe).toArray(ByteBuffer[]::new);
    MessageDigest hash = sha256();
    for (int i = 0; i < bound.size(); i++) {
      add(hash, bound.getBytesUnsafe(i));
    }
    ByteBuffer bits = ByteBuffer.wrap(hash.digest());
    long token = Long.parseLong(ring.format(ring.newToken(partition)));
    return new Place(token, bits.getLong(), bits.getLong());
  }

  /** The keys of all rows of a slice of the ring, both ends inclusive, as they come. */
  public void readKeys(long fromToken, long toToken, Consumer<List<RowKey>> pages) {
    List<RowKey> page = new ArrayList<>(KEYS_PER_PAGE);
    BoundStatement select =
        keys.bind(ring.parse(Long.toString(fromToken)), ring.parse(Long.toString(toToken)));
    for (Row found : session.execute(configured(select).setPageSize(KEYS_PER_PAGE))) {
      page.add(key(found, 0));
      if (page.size() == KEYS_PER_PAGE) {
        pages.accept(List.copyOf(page));
        page.clear();
      }
    }
    if (!page.isEmpty()) {
      pages.accept(page);
    }
  }

  /** All rows of a slice of the ring without write timestamps, both ends inclusive. */
  public void readRows(long fromToken, long toToken, BiConsumer<RowKey, FoundRow> each) {
    BoundStatement select =
        rows.bind(ring.parse(Long.toString(fromToken)), ring.parse(Long.toString(toToken)));
    for (Row found : session.execute(configured(select).setPageSize(ROWS_PER_PAGE))) {
      each.accept(key(found, valueColumns.size()), found(found, 0));
    }
  }

  private RowKey key(Row found, int first) {
    List<String> columns = table.keyColumns();
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(Canonical.of(found.getObject(first + i)));
    }
    return new RowKey(columns, values);
  }

  private BoundStatement configured(BoundStatement select) {
    return select.setConsistencyLevel(consistency).setIdempotent(true).setTimeout(TIMEOUT);
  }

  private FoundRow found(Row found, int times) {
    Map<String, Object> cells = new HashMap<>();
    for (int i = 0; i < valueColumns.size(); i++) {
      // The driver reads a collection that is null as an empty one.
      Object cell = found.isNull(i) ? null : Canonical.of(found.getObject(i));
      cells.put(valueColumns.get(i), cell);
    }
    OptionalLong newest = OptionalLong.empty();
    for (int i = valueColumns.size(); i < valueColumns.size() + times; i++) {
      if (!found.isNull(i)) {
        newest = OptionalLong.of(Math.max(found.getLong(i), newest.orElse(Long.MIN_VALUE)));
      }
    }
    return new FoundRow(cells, newest, () -> print(found));
  }

  private static String print(Row found) {
    MessageDigest print = sha256();
    for (int i = 0; i < found.size(); i++) {
      add(print, found.getBytesUnsafe(i));
    }
    return HexFormat.of().formatHex(print.digest(), 0, 16);
  }

  private static void add(MessageDigest print, ByteBuffer bytes) {
    print.update((byte) (bytes == null ? 0 : 1));
    if (bytes != null) {
      print.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.remaining()));
      print.update(bytes.duplicate());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
