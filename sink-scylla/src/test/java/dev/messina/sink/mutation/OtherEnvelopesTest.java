package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes as other producers write them, in the words of their documentation. */
class OtherEnvelopesTest {

  private final RowMutations mutations = Options.reading();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Debezium's"
            + " CloudEventsConverter|{\"id\":\"name:s;lsn:1\",\"source\":\"/debezium/postgresql/s\","
            + "\"specversion\":\"1.0\",\"type\":\"io.debezium.connector.postgresql.DataChangeEvent\","
            + "\"iodebeziumop\":\"d\",\"data\":{\"before\":{\"id\":1},\"after\":null}}",
        "Maxwell|{\"database\":\"shop\",\"table\":\"orders\",\"type\":\"delete\",\"ts\":1,\"xid\":2,"
            + "\"commit\":true,\"data\":{\"id\":1}}",
        "Canal|{\"data\":[{\"id\":\"1\"}],\"database\":\"shop\",\"es\":1,\"isDdl\":false,\"old\":null,"
            + "\"table\":\"orders\",\"ts\":1,\"type\":\"DELETE\"}",
        "AWS DMS|{\"data\":{\"id\":1},\"metadata\":{\"record-type\":\"data\",\"operation\":\"delete\","
            + "\"table-name\":\"orders\"}}",
        "Oracle GoldenGate|{\"table\":\"SHOP.ORDERS\",\"op_type\":\"D\",\"op_ts\":\"2026-01-01\","
            + "\"current_ts\":\"2026-01-01\",\"pos\":\"1\",\"before\":{\"ID\":1}}",
        "MongoDB's own connector|{\"_id\":{\"_data\":\"82\"},\"operationType\":\"delete\","
            + "\"ns\":{\"db\":\"shop\",\"coll\":\"orders\"},\"documentKey\":{\"_id\":1}}"
      })
  void areRefusedWithTheirName(String producer, String value) {
    SinkRecord record = record(3).key("{\"id\":1}").value(value).build();
    assertThatThrownBy(() -> mutations.from(record))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@3: it is a change in the form of "
                + producer
                + ", which this sink does not read: its deletes would be rows; have its producer or"
                + " a transform send plain rows, and nulls for deletes.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"specversion\":\"1.0\",\"type\":\"order.placed\",\"source\":\"/shop\",\"data\":{\"a\":1}}",
        "{\"database\":\"shop\",\"table\":\"orders\",\"type\":\"view\",\"ts\":1,\"data\":\"text\"}",
        "{\"metadata\":{\"operation\":\"delete\"},\"data\":{}}",
        "{\"table\":\"7\",\"op_type\":\"D\"}",
        "{\"operationType\":\"delete\",\"ns\":\"a\",\"documentKey\":1}"
      })
  void rowsWithSomeOfTheirNamesAreRows(String value) {
    assertThat(mutations.from(record(3).value(value).build()))
        .isInstanceOf(RowMutation.Replace.class);
  }

  @Test
  void itemsAreNotLookedAt() {
    SinkRecord item =
        record(3)
            .columns("specversion", "1.0", "iodebeziumop", "d")
            .header("messina.op", "u")
            .build();
    assertThat(mutations.from(item)).isInstanceOf(RowMutation.Replace.class);
  }
}
