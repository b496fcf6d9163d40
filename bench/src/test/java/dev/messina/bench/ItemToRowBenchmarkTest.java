package dev.messina.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemToRowBenchmarkTest {

  @ParameterizedTest
  @CsvSource({"12, false", "12, true", "50, false", "50, true", "100, false", "100, true"})
  void measuresRowsOfAllAttributesWithoutTheKeys(int attributes, boolean schemas) {
    assertThat(columns(attributes, schemas, false)).isEqualTo(attributes - 2);
  }

  @ParameterizedTest
  @CsvSource({"12, false", "12, true", "100, true"})
  void measuresRowsOfAMapping(int attributes, boolean schemas) {
    // One is dropped, a constant and what stands inside a map come in addition.
    assertThat(columns(attributes, schemas, true)).isEqualTo(attributes - 1);
  }

  private static int columns(int attributes, boolean schemas, boolean mapped) {
    ItemToRowBenchmark benchmark = new ItemToRowBenchmark();
    benchmark.attributes = attributes;
    benchmark.schemas = schemas;
    benchmark.mapped = mapped;
    benchmark.load();
    ThreadCpu cpu = new ThreadCpu();

    SinkRecord row = benchmark.row(cpu);

    assertThat(row.value() instanceof Struct).isEqualTo(schemas);
    assertThat(cpu.calls).isOne();
    return row.value() instanceof Struct struct
        ? struct.schema().fields().size()
        : ((Map<?, ?>) row.value()).size();
  }

  @ParameterizedTest
  @CsvSource({"12", "100"})
  void measuresKafkasOwnTransformsBeside(int attributes) {
    KafkaTransformsBenchmark benchmark = new KafkaTransformsBenchmark();
    benchmark.attributes = attributes;
    benchmark.load();

    Struct row = (Struct) benchmark.row(new ThreadCpu()).value();

    assertThat(row.schema().fields()).hasSize(attributes - 1);
    assertThat(row.get("attribute_2")).isInstanceOf(Long.class);
    assertThat(row.schema().field("customer")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"12", "100"})
  void measuresDebeziumsTransformBeside(int attributes) {
    DebeziumBenchmark benchmark = new DebeziumBenchmark();
    benchmark.attributes = attributes;
    benchmark.load();

    Struct row = (Struct) benchmark.row(new ThreadCpu()).value();

    assertThat(row.schema().fields()).hasSize(attributes);
  }
}
