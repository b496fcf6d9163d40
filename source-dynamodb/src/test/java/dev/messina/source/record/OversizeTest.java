package dev.messina.source.record;

import static dev.messina.source.record.SampleChanges.EPOCH;
import static dev.messina.source.record.SampleChanges.HANDLED;
import static dev.messina.source.record.SampleChanges.KEY;
import static dev.messina.source.record.SampleChanges.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeRecordReader;
import dev.messina.source.change.Item;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class OversizeTest {

  private static final int MAX = 100_000;
  private static final Map<String, AttributeValue> HALF = itemOf(MAX / 2);

  @Test
  void failsWithTheCoordinatesTheSizeAndTheRemediesButNoValue() {
    SampleChanges changes = changes(Map.of());

    assertThat(changes.change(null, HALF)).hasSize(1);
    assertThatThrownBy(() -> changes.change(HALF, HALF))
        .isInstanceOf(ConnectException.class)
        .hasMessageMatching(
            "Table 'orders', shard 'shardId-1': the record at sequence number 7 takes up to"
                + " 10[0-9]{4} bytes, more than record\\.max\\.bytes=100000\\. Raise"
                + " record\\.max\\.bytes together with producer\\.override\\.max\\.request\\.size"
                + " and the topic's max\\.message\\.bytes, make records smaller with"
                + " before\\.images=keys or none, or set oversize\\.policy to drop_before or"
                + " dead_letter\\.");
    assertThat(changes.counts.oversizeFailed()).isEqualTo(1);
  }

  @Test
  void countsTheBytesOfAnImageAndNotItsCharacters() {
    Map<String, AttributeValue> quotes =
        SampleChanges.item("text", AttributeValue.fromS("\"".repeat(MAX / 4)));
    Map<String, AttributeValue> snowmen =
        SampleChanges.item("text", AttributeValue.fromS("☃".repeat(MAX / 3)));

    assertThatThrownBy(() -> changes(Map.of()).change(null, quotes))
        .hasMessageContaining("takes up to 1");
    assertThatThrownBy(() -> changes(Map.of()).change(null, snowmen))
        .hasMessageContaining("takes up to 1");
    assertThat(changes(Map.of()).change(null, itemOf(MAX * 3 / 4))).hasSize(1);
  }

  @Test
  void leavesOutTheImageBeforeAndSaysSo() {
    SampleChanges changes = changes(Map.of("oversize.policy", "drop_before"));

    SourceRecord record = changes.change(HALF, HALF).get(0);

    assertThat(((Struct) record.value()).getString("before")).isNull();
    assertThat(((Struct) record.value()).getString("after")).hasSizeGreaterThan(MAX / 2);
    assertThat(record.headers().lastWithName("messina.before.dropped").value()).isEqualTo(true);
    assertThat(record.sourceOffset().get("sequence")).isEqualTo("7");
    assertThat(changes.counts.beforeDropped()).isEqualTo(1);
    assertThat(changes.change(null, HALF).get(0).headers().lastWithName("messina.before.dropped"))
        .isNull();
  }

  @Test
  void failsWhereLeavingOutTheImageBeforeIsNotEnough() {
    SampleChanges changes = changes(Map.of("oversize.policy", "drop_before"));

    assertThatThrownBy(() -> changes.change(HALF, itemOf(MAX)))
        .hasMessageEndingWith(
            "or set oversize.policy=dead_letter. Leaving out 'before' was not enough.");
    assertThat(changes.counts.oversizeFailed()).isEqualTo(1);
    assertThat(changes.counts.beforeDropped()).isZero();
  }

  @Test
  void sendsARecordWithoutImagesInPlaceOfTheChange() {
    SampleChanges changes = changes(Map.of("oversize.policy", "dead_letter"));

    List<SourceRecord> sent = changes.change(HALF, HALF);

    assertThat(sent).hasSize(1);
    SourceRecord letter = sent.get(0);
    assertThat(letter.topic()).isEqualTo("shop.oversize");
    assertThat(letter.key()).isEqualTo(changes.change(null, KEY).get(0).key());
    assertThat(letter.sourceOffset().get("sequence")).isEqualTo("7");
    Struct value = (Struct) letter.value();
    assertThat(value.getString("key")).isEqualTo("{\"pk\":{\"S\":\"a\"}}");
    assertThat(value.getString("operation")).isEqualTo("u");
    assertThat(value.getInt64("write_ts_us")).isEqualTo(EPOCH + 100);
    assertThat(value.getInt64("size_bytes")).isBetween((long) MAX, MAX + 20_000L);
    assertThat(value.toString()).doesNotContain("xxx");
    assertThat(headers(letter))
        .containsEntry("__connect.errors.topic", "shop.orders")
        .containsEntry("__connect.errors.connector.name", "mine")
        .containsEntry("__connect.errors.task.id", "3")
        .containsEntry("messina.reason", "oversize")
        .containsEntry("messina.table", "orders")
        .containsEntry("messina.shard", "shardId-1")
        .containsEntry("messina.sequence", "7")
        .containsEntry("messina.write.ts.us", EPOCH + 100)
        .containsEntry("messina.size.bytes", value.getInt64("size_bytes"));
    assertThat(ChangeRecordReader.isChangeRecord(letter)).isFalse();
    assertThat(changes.counts.deadLettered()).isEqualTo(1);
  }

  @Test
  void putsASnapshotsItemAsideWithThePositionOfItsPage() {
    SampleChanges changes = changes(Map.of("oversize.policy", "dead_letter"));

    SourceRecord letter =
        changes.records.snapshot(
            Item.of(itemOf(MAX)),
            new SourcePartition.Segment("orders", EPOCH, 2),
            4,
            SegmentOffset.START,
            SegmentOffset.START.next(null, 1),
            HANDLED);

    assertThat(letter.topic()).isEqualTo("shop.oversize");
    assertThat(letter.sourceOffset().get("done")).isEqualTo(true);
    assertThat(((Struct) letter.value()).getInt32("segment")).isEqualTo(2);
    assertThat(headers(letter)).doesNotContainKey("messina.shard");
  }

  @Test
  void sendsNoTombstoneBehindADeadLetter() {
    SampleChanges changes =
        new SampleChanges(
            true, Map.of("record.max.bytes", "" + MAX, "oversize.policy", "dead_letter"));

    assertThat(changes.change(itemOf(MAX), null)).hasSize(1);
    assertThat(changes.change(HALF, null)).hasSize(2);
  }

  @Test
  void refusesATablesTopicForDeadLetters() {
    Map<String, String> options =
        Map.of("oversize.policy", "dead_letter", "oversize.dead.letter.topic", "shop.orders");

    assertThatThrownBy(() -> new SampleChanges(options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is the topic of table 'orders'");
  }

  private static SampleChanges changes(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("record.max.bytes", Integer.toString(MAX));
    return new SampleChanges(all);
  }

  private static Map<String, Object> headers(SourceRecord record) {
    Map<String, Object> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return headers;
  }
}
