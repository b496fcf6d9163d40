package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.MutableClock;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ControlRecordsTest {

  private static final long EPOCH = 1767225600000000L;

  private final ControlRecords control =
      new ControlRecords(
          "orders-source", "shop.control", new MutableClock(Instant.parse("2026-01-01T00:00:05Z")));

  @Test
  void carriesThePositionOfAShard() {
    SourceRecord record =
        control.offsetRecord(
            new SourcePartition.Shard("orders", "2026", "shardId-1"),
            ShardOffset.start(WriteClock.root(EPOCH), EPOCH).finished(5));

    assertThat(record.topic()).isEqualTo("shop.control");
    assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.key()).isEqualTo("orders-source/orders/shard/2026/shardId-1");
    assertThat(record.value())
        .isEqualTo(
            """
            {"connector":"orders-source","at_ms":1767225605000,"partition":{"kind":"shard",\
            "shard":"shardId-1","stream":"2026","table":"orders"},"position":{"change_ts_us":\
            0,"checked_ms":5,"epoch_us":1767225600000000,"finished":true,"passed":false,\
            "write_ts_us":1767225600000000}}""");
    assertThat(record.sourcePartition())
        .isEqualTo(
            Map.of("table", "orders", "kind", "shard", "stream", "2026", "shard", "shardId-1"));
    assertThat(record.sourceOffset().get("finished")).isEqualTo(true);
  }

  @Test
  void keepsTheKeysOfItemsOutOfTheTopic() {
    SourceRecord record =
        control.offsetRecord(
            new SourcePartition.Segment("orders", EPOCH, 3),
            SegmentOffset.START.next("{\"pk\":{\"S\":\"secret\"}}", 0));

    assertThat(record.key()).isEqualTo("orders-source/orders/segment/1767225600000000/3");
    assertThat(record.value().toString()).doesNotContain("secret").contains("\"pages\":1");
    assertThat(record.sourceOffset().get("last_key").toString()).contains("secret");
  }
}
