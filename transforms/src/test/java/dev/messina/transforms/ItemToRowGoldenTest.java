package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.GoldenRecords;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ItemToRowGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> golden() {
    return GoldenRecords.NAMES.stream()
        .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
  }

  @ParameterizedTest(name = "{0}, schemas {1}")
  @MethodSource("golden")
  void makesTheGoldenRow(String name, boolean schemas) {
    JsonNode golden = GoldenRecords.read(name);
    SinkRecord record =
        new SampleRecords(schemas)
            .record(golden.get("keyAttributes").toString(), change(golden.get("value")));

    try (ItemToRow<SinkRecord> transform = new ItemToRow<>()) {
      SinkRecord row = transform.apply(record);

      assertThat(RowJson.of(row.key())).isEqualTo(golden.at("/row/key"));
      assertThat(RowJson.of(row.value())).isEqualTo(golden.at("/row/value"));
      assertThat(row.headers()).isEqualTo(record.headers());
      assertThat(row.valueSchema() != null).isEqualTo(schemas && row.value() != null);
    }
  }

  @SuppressWarnings("unchecked")
  private static ChangeRecord change(JsonNode value) {
    Map<String, Object> map = JSON.convertValue(value, Map.class);
    return ChangeRecordReader.read(SampleRecords.record(null, null, null, map));
  }
}
