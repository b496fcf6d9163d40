package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class DynamoDbSourceTaskTest {

  @Test
  void stopsWhenARecordWasDroppedOnTheWay() {
    DynamoDbSourceTask task = new DynamoDbSourceTask();
    task.commitRecord(
        new SourceRecord(
            Map.of("table", "orders"), Map.of("pages", 1L), "shop.orders", null, "secret"),
        null);

    assertThatThrownBy(task::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "A record of partition {table=orders} for topic 'shop.orders' was dropped on the way to"
                + " Kafka, by a transform or by errors.tolerance=all. Remove what drops it; filter"
                + " behind the topic, in the sink connector.");
  }
}
