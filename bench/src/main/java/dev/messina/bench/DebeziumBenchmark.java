package dev.messina.bench;

import io.debezium.transforms.ExtractNewRecordState;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
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

/** What Debezium's transform costs that takes the row, a struct already, out of its envelope. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DebeziumBenchmark {

  private static final int RECORDS = 256;
  private static final int WARM_UP_CALLS = 100_000;

  /** Fields of a row. */
  @Param({"12", "50", "100"})
  public int attributes;

  private final ExtractNewRecordState<SinkRecord> extract = new ExtractNewRecordState<>();
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
    extract.configure(Map.of());
    Schema rowSchema =
        TextRows.schema(SchemaBuilder.struct().name("shop.orders.Value").optional(), attributes);
    Schema envelope =
        SchemaBuilder.struct()
            .name("shop.orders.Envelope")
            .field("before", rowSchema)
            .field("after", rowSchema)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    for (int index = 0; index < RECORDS; index++) {
      Struct value =
          new Struct(envelope).put("after", TextRows.row(rowSchema, index)).put("op", "c");
      records[index] =
          new SinkRecord(
              "shop.orders", 0, null, null, envelope, value, index, 0L, TimestampType.CREATE_TIME);
    }
  }

  @TearDown
  public void close() {
    extract.close();
  }

  @Benchmark
  public SinkRecord row(ThreadCpu cpu) {
    cpu.calls++;
    return extract.apply(records[next++ & (RECORDS - 1)]);
  }
}
