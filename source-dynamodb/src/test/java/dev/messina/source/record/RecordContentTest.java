package dev.messina.source.record;

import static dev.messina.source.record.SampleChanges.EPOCH;
import static dev.messina.source.record.SampleChanges.HANDLED;
import static dev.messina.source.record.SampleChanges.KEY;
import static dev.messina.source.record.SampleChanges.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import io.debezium.connector.common.DebeziumHeaders;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RecordContentTest {

  private static final Map<String, AttributeValue> ONE = item("n", AttributeValue.fromN("1"));
  private static final Map<String, AttributeValue> TWO = item("n", AttributeValue.fromN("2"));
  private static final String KEY_TEXT = "{\"pk\":{\"S\":\"a\"}}";
  private static final SegmentOffset FRONT = SegmentOffset.START;
  private static final SegmentOffset BEHIND = SegmentOffset.START.next(null, 1);

  @Test
  void holdsTheWholeItemBeforeAChange() {
    SampleChanges changes = new SampleChanges(Map.of());

    assertThat(before(changes.change(ONE, TWO)))
        .isEqualTo("{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"a\"}}");
    assertThat(before(changes.change(null, TWO))).isNull();
  }

  @Test
  void holdsOnlyTheKeysBeforeAChangeWhereTheyAreEnough() {
    SampleChanges changes = new SampleChanges(Map.of("before.images", "keys"));

    assertThat(before(changes.change(ONE, TWO))).isEqualTo(KEY_TEXT);
    assertThat(before(changes.change(ONE, null))).isEqualTo(KEY_TEXT);
    assertThat(before(changes.change(null, TWO))).isNull();
  }

  @Test
  void holdsNothingBeforeAChangeWhereNothingIsWanted() {
    SampleChanges changes = new SampleChanges(Map.of("before.images", "none"));

    List<SourceRecord> change = changes.change(ONE, TWO);

    assertThat(before(change)).isNull();
    assertThat(change.get(0).headers().lastWithName("messina.before.dropped")).isNull();
  }

  @Test
  void saysWhatItKeepsOfTheItemBeforeAChange() {
    SampleChanges full = new SampleChanges(Map.of());

    assertThat(kept(full.change(KEY, ONE))).as("nothing but the key").isEqualTo("full");
    assertThat(kept(full.change(ONE, null))).isEqualTo("full");
    assertThat(kept(full.change(null, ONE))).isNull();
    assertThat(kept(repaired(full, null))).isNull();
    assertThat(kept(new SampleChanges(Map.of("before.images", "keys")).change(ONE, TWO)))
        .isEqualTo("keys");
    assertThat(kept(new SampleChanges(Map.of("before.images", "none")).change(ONE, TWO)))
        .isEqualTo("none");
    assertThat(full.newImageOnly(TWO))
        .extracting(record -> kept(List.of(record)))
        .containsOnly("none");
  }

  @Test
  void skipsTheDeletesOfExpiredItemsAndCountsThem() {
    SampleChanges changes = new SampleChanges(true, Map.of("ttl.deletes", "skip"));

    assertThat(changes.expiry()).isEmpty();
    assertThat(changes.change(ONE, null)).hasSize(2);
    assertThat(changes.counts.ttlSkipped()).isEqualTo(1);
    assertThat(new SampleChanges(Map.of()).expiry()).hasSize(1);
  }

  @Test
  void leavesOutWhatGlobalTablesAddOnlyWhereTold() {
    Map<String, AttributeValue> replicated =
        item("aws:rep:updateregion", AttributeValue.fromS("eu-west-1"));

    assertThat(after(new SampleChanges(Map.of()).change(replicated, replicated)))
        .contains("aws:rep:updateregion");
    SampleChanges dropping = new SampleChanges(Map.of("global.table.attributes", "drop"));
    List<SourceRecord> change = dropping.change(replicated, replicated);
    assertThat(after(change)).isEqualTo(KEY_TEXT);
    assertThat(before(change)).isEqualTo(KEY_TEXT);
    Map<String, AttributeValue> inner = item("m", AttributeValue.fromM(replicated));
    assertThat(after(dropping.change(null, inner))).contains("aws:rep:updateregion");
  }

  @Test
  void carriesDebeziumsHeadersWhereTold() {
    SampleChanges changes = new SampleChanges(true, Map.of("extended.headers.enabled", "true"));

    List<SourceRecord> pair = changes.change(ONE, null);

    assertThat(pair)
        .hasSize(2)
        .allSatisfy(
            record -> {
              assertThat(header(record, DebeziumHeaders.DEBEZIUM_CONNECTOR_LOGICAL_NAME_HEADER))
                  .isEqualTo("shop");
              assertThat(header(record, DebeziumHeaders.DEBEZIUM_TASK_ID_HEADER)).isEqualTo("3");
              assertThat(header(record, DebeziumHeaders.DEBEZIUM_CONNECTOR_NAME_HEADER))
                  .isEqualTo("dynamodb");
            });
    assertThat(pair.get(0).headers()).isNotSameAs(pair.get(1).headers());
    assertThat(new SampleChanges(Map.of()).change(ONE, TWO).get(0).headers())
        .extracting(Header::key)
        .containsExactly("messina.write.ts.us", "messina.op");
  }

  @Test
  void writesAnItemThatWasReadAgainAtExactlyTheEpoch() {
    SourceRecord record = repaired(new SampleChanges(true, Map.of()), ONE).get(0);

    assertThat(((Struct) record.value()).getString("op")).isEqualTo("r");
    assertThat(header(record, "messina.write.ts.us")).isEqualTo(EPOCH);
    assertThat(record.timestamp()).isNull();
    assertThat(record.sourceOffset().get("pages")).isEqualTo(1L);
  }

  @Test
  void deletesAnItemThatIsGoneJustBelowTheEpochSoThatTheItemWouldWin() {
    List<SourceRecord> pair = repaired(new SampleChanges(true, Map.of()), null);

    assertThat(pair).hasSize(2);
    assertThat(pair.get(1).value()).isNull();
    assertThat(pair)
        .allSatisfy(
            record -> assertThat(header(record, "messina.write.ts.us")).isEqualTo(EPOCH - 1));
    assertThat(pair.get(0).sourceOffset().get("pages")).isEqualTo(0L);
    assertThat(pair.get(1).sourceOffset().get("pages")).isEqualTo(1L);
    assertThat(before(pair)).isNull();
    assertThat(before(repaired(new SampleChanges(Map.of("before.images", "keys")), null)))
        .isEqualTo(KEY_TEXT);
  }

  private static List<SourceRecord> repaired(
      SampleChanges changes, Map<String, AttributeValue> item) {
    SourcePartition partition = new SourcePartition.Table("orders");
    return changes.records.repaired(KEY, item, partition, FRONT, BEHIND, EPOCH, HANDLED);
  }

  private static String before(List<SourceRecord> records) {
    return ((Struct) records.get(0).value()).getString("before");
  }

  private static String kept(List<SourceRecord> records) {
    return ((Struct) records.get(0).value()).getStruct("source").getString("before_images");
  }

  private static String after(List<SourceRecord> records) {
    return ((Struct) records.get(0).value()).getString("after");
  }

  private static Object header(SourceRecord record, String name) {
    return record.headers().lastWithName(name).value();
  }
}
