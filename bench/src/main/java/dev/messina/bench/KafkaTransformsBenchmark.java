package dev.messina.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What Kafka's own transforms cost for a struct of as many fields, which nothing has to be parsed
 * out of: one renames two fields and drops one, another turns a text into a number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KafkaTransformsBenchmark {

  private static final int RECORDS = 256;
  private static final int WARM_UP_CALLS = 100_000;

  /** Fields of a struct. */
  @Param({"12", "50", "100"})
  public int attributes;

  private final ReplaceField<SinkRecord> replace = new ReplaceField.Value<>();
  private final Cast<SinkRecord> cast = new Cast.Value<>();
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
    replace.configure(
        Map.of("renames", "attribute_0:user_id,attribute_7:customer", "exclude", "attribute_8"));
    cast.configure(Map.of("spec", "attribute_2:int64"));
    Schema schema = TextRows.schema(SchemaBuilder.struct().name("shop.orders.Row"), attributes);
    for (int index = 0; index < RECORDS; index++) {
      Struct row = TextRows.row(schema, index);
      records[index] =
          new SinkRecord(
              "shop.orders", 0, null, null, schema, row, index, 0L, TimestampType.CREATE_TIME);
    }
  }

  @TearDown
  public void close() {
    replace.close();
    cast.close();
  }

  @Benchmark
  public SinkRecord row(ThreadCpu cpu) {
    cpu.calls++;
    return cast.apply(replace.apply(records[next++ & (RECORDS - 1)]));
  }
}
