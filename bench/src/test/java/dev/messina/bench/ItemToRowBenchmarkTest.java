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
    ItemToRowBenchmark benchmark = new ItemToRowBenchmark();
    benchmark.attributes = attributes;
    benchmark.schemas = schemas;
    benchmark.load();
    ThreadCpu cpu = new ThreadCpu();

    SinkRecord row = benchmark.row(cpu);

    int columns =
        row.value() instanceof Struct struct
            ? struct.schema().fields().size()
            : ((Map<?, ?>) row.value()).size();
    assertThat(columns).isEqualTo(attributes - 2);
    assertThat(row.value() instanceof Struct).isEqualTo(schemas);
    assertThat(cpu.calls).isOne();
  }
}
