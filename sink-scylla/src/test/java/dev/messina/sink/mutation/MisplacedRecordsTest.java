package dev.messina.sink.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MisplacedRecordsTest {

  private static final DataException NO_ROW = new DataException("It is no row.");
  private static final String CONTROL =
      "{\"connector\":\"crm\",\"at_ms\":1,\"partition\":{\"table\":\"t\"},\"position\":{}}";

  @Test
  void aRecordOfTheControlTopicSaysHowToLeaveTheTopicOut() {
    for (Object value :
        new Object[] {
          CONTROL,
          Map.of("connector", "crm", "at_ms", 1L, "partition", Map.of(), "position", Map.of())
        }) {
      assertThat(MisplacedRecords.reason(record(value), NO_ROW))
          .get()
          .extracting(Throwable::getMessage)
          .asString()
          .startsWith("Record at shop.orders-0@3: its topic is the control topic")
          .contains("(?!shop\\.orders$)");
    }
  }

  @Test
  void anItemThatNoTransformMadeARowNamesTheTransform() {
    assertThat(MisplacedRecords.reason(record(item("dynamodb")), NO_ROW))
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
      assertThat(MisplacedRecords.reason(record(value), NO_ROW)).as("%s", value).isEmpty();
    }
  }

  @Test
  void aKeyWithOtherFieldsThanThePrimaryKeyStopsAtRowsOfAMapping() {
    DataException mismatch = new RecordCoordinates("shop.orders", 0, 3).keyMismatch("no 'created'");
    DataException oneRecords = new RecordCoordinates("shop.orders", 0, 3).error("null");
    SinkRecord row = RecordBuilder.record(3).columns().header("messina.op", "c").build();

    assertThat(MisplacedRecords.reason(row, mismatch))
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("Record at shop.orders-0@3: no 'created'. This is so for every row");
    assertThat(MisplacedRecords.reason(row, oneRecords)).isEmpty();
    assertThat(MisplacedRecords.reason(RecordBuilder.record(3).columns().build(), mismatch))
        .as("other producers may have other keys in one topic")
        .isEmpty();
  }

  private static Map<String, Object> item(String connector) {
    return Map.of("op", "c", "after", "{}", "source", Map.of("connector", connector));
  }

  private static SinkRecord record(Object value) {
    return RecordBuilder.record(3).value(value).build();
  }
}
