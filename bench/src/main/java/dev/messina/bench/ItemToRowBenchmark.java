package dev.messina.bench;

import dev.messina.transforms.ItemToRow;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cost of making one row of one change record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ItemToRowBenchmark {

  /** A power of two, large enough that records do not all sit in the processor's first cache. */
  private static final int RECORDS = 256;

  /** On a busy machine a number of calls warms code up, a number of seconds may not. */
  private static final int WARM_UP_CALLS = 100_000;

  private static final String MAPPING =
      """
      table: shop.orders
      split: {pk: "USER#{user_id}"}
      columns:
        order_id: sk
        customer: attribute_7
        zip: attribute_6.zip
        source: {constant: dynamodb}
      names: lower
      drop: [attribute_8]
      expiry: attribute_2
      """;

  /** Attributes of an item, its key's included. */
  @Param({"12", "50", "100"})
  public int attributes;

  /** Whether a mapping takes keys apart, renames, drops, and goes into a map. */
  @Param({"false", "true"})
  public boolean mapped;

  /** Struct or Map. */
  @Param({"false", "true"})
  public boolean schemas;

  private final ItemToRow<SinkRecord> transform = new ItemToRow<>();
  private final SinkRecord[] records = new SinkRecord[RECORDS];
  private int next;

  @Setup
  public void prepare() {
    load();
    ThreadCpu uncounted = new ThreadCpu();
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      row(uncounted);
    }
  }

  void load() {
    transform.configure(mapped ? Map.of("mapping", MAPPING) : Map.of());
    SampleItems items = new SampleItems(attributes);
    for (int index = 0; index < RECORDS; index++) {
      records[index] = items.record(attributes, schemas, index);
    }
  }

  @TearDown
  public void close() {
    transform.close();
  }

  @Benchmark
  public SinkRecord row(ThreadCpu cpu) {
    cpu.calls++;
    return transform.apply(records[next++ & (RECORDS - 1)]);
  }
}
