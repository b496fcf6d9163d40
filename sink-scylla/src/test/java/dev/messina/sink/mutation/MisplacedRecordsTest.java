package dev.messina.sink.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MisplacedRecordsTest {

  private static final String CONTROL =
      "{\"connector\":\"crm\",\"at_ms\":1,\"partition\":{\"table\":\"t\"},\"position\":{}}";

  @Test
  void aRecordOfTheControlTopicSaysHowToLeaveTheTopicOut() {
    for (Object value :
        new Object[] {
          CONTROL,
          Map.of("connector", "crm", "at_ms", 1L, "partition", Map.of(), "position", Map.of())
        }) {
      assertThat(MisplacedRecords.reason(record(value)))
          .get()
          .extracting(Throwable::getMessage)
          .asString()
          .startsWith("Record at shop.orders-0@3: its topic is the control topic")
          .contains("(?!shop\\.orders$)");
    }
  }

  @Test
  void anItemThatNoTransformMadeARowNamesTheTransform() {
    assertThat(MisplacedRecords.reason(record(item("dynamodb"))))
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("transforms.row.type=dev.messina.transforms.ItemToRow");
  }

  @Test
  void whatIsOneRecordsFaultStopsNothing() {
    Map<String, Object> more = new HashMap<>(item("dynamodb"));
    more.put("after", Map.of("pk", "a"));
    for (Object value :
        new Object[] {
          null,
          7,
          "{",
          "{\"connector\":\"crm\"}",
          CONTROL.replace("at_ms", "at"),
          item("postgresql"),
          more,
          Map.of("pk", "a")
        }) {
      assertThat(MisplacedRecords.reason(record(value))).as("%s", value).isEmpty();
    }
  }

  private static Map<String, Object> item(String connector) {
    return Map.of("op", "c", "after", "{}", "source", Map.of("connector", connector));
  }

  private static SinkRecord record(Object value) {
    return RecordBuilder.record(3).value(value).build();
  }
}
