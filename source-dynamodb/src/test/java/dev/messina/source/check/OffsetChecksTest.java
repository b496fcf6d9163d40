package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.record.TableSelection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class OffsetChecksTest {

  private static final long EPOCH = 1_767_225_600_000_000L;
  private static final String STREAM = "2026-01-01T00:00:00.000";
  private static final Map<String, String> SHARD = shard("shardId-1");

  private final FakeDynamoDb dynamoDb =
      new FakeDynamoDb(new MutableClock(Instant.parse("2026-01-01T00:00:00Z")));
  private final Map<Map<String, ?>, Map<String, ?>> request = new HashMap<>();

  @Test
  void acceptsShardsThatThereAre() {
    set(shard(dynamoDb.enableStream()), shardOffset());
    set(PartitionCodec.encode(new SourcePartition.Table("orders")), tableOffset(4));

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void refusesARewindThatWouldLeaveDescendantsAhead() {
    String root = dynamoDb.enableStream();
    List<String> children = dynamoDb.split(root, List.of(key -> true, key -> false));
    String grandchild = dynamoDb.rollOver(children.get(1));
    set(shard(root), shardOffset());
    set(shard(children.get(0)), shardOffset());

    assertThatThrownBy(this::check)
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Offset of shard '"
                + root
                + "' of stream '"
                + STREAM
                + "' of table 'orders': shards that continue it would stay ahead of it: "
                + children.get(1)
                + ", "
                + grandchild
                + ". Put them into the same request, with a null offset or with the one they had."
                + " See docs/offsets.md.");

    set(shard(children.get(1)), null);
    set(shard(grandchild), null);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void refusesAShardThatTheStreamDoesNotHave() {
    dynamoDb.enableStream();
    set(shard("shardId-99999999"), shardOffset());

    assertThatThrownBy(this::check).hasMessageContaining("the stream has no such shard");
  }

  @Test
  void refusesATableThatTheConnectorDoesNotCarry() {
    set(PartitionCodec.encode(new SourcePartition.Table("customers")), tableOffset(4));

    assertThatThrownBy(this::check)
        .hasMessageContaining("'customers': the connector does not carry this table");
  }

  @Test
  void refusesWhatCannotBeLookedUp() {
    set(shard(dynamoDb.enableStream()), shardOffset());
    dynamoDb.beforeCall(
        call -> {
          throw SdkClientException.create("cut off", new IOException("reset"));
        });

    assertThatThrownBy(this::check)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("DynamoDB does not say which shards it has: cut off");
  }

  @Test
  void refusesASegmentBeyondTheTablesOwnNumber() {
    set(PartitionCodec.encode(new SourcePartition.Table("orders")), tableOffset(4));
    set(
        PartitionCodec.encode(new SourcePartition.Segment("orders", EPOCH, 4)),
        OffsetCodec.encode(SegmentOffset.START));

    assertThatThrownBy(() -> OffsetChecks.check(Map.of(), request))
        .hasMessageContaining("segment 4 of table 'orders'")
        .hasMessageContaining("total_segments 4");
  }

  @Test
  void refusesShardsWhoseListHasNoEnd() {
    String root = dynamoDb.enableStream();
    dynamoDb
        .shardList()
        .distort(page -> new ShardListPage(page.createdAt(), page.status(), page.shards(), root));
    set(shard(root), shardOffset());

    assertThatThrownBy(this::check)
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Offsets of stream '"
                + STREAM
                + "' of table 'orders' cannot be set, since the list of its shards has no end. Try"
                + " again later. See docs/offsets.md.");
  }

  @Test
  void refusesOffsetsThatTheSourceCouldNotHaveWritten() {
    assertRefused(SHARD, changed("sequence", "abc"), "'sequence' is not a sequence number");
    assertRefused(SHARD, changed("write_ts_us", EPOCH + 1), "'write_ts_us' is not a positive mult");
    assertRefused(SHARD, changed("write_ts_us", 100L), "'write_ts_us' lies before epoch_us");
    assertRefused(SHARD, changed("finished", "no"), "'finished' is not a boolean");
    assertRefused(SHARD, changed("sequnce", "1"), "'sequnce' is not known; known are ");
    assertRefused(SHARD, Map.of(), "'write_ts_us' is missing");
    assertRefused(Map.of("table", "orders"), shardOffset(), "'kind' is missing");
    assertRefused(Map.of("table", "orders", "kind", "row"), shardOffset(), "is none of ");
    assertRefused(
        PartitionCodec.encode(new SourcePartition.Table("orders")),
        Map.of("version", 99, "from_later", 1),
        "'version' is newer than this version");
    assertRefused(
        PartitionCodec.encode(new SourcePartition.Table("orders")),
        Map.of("epoch", 5),
        "'epoch' is not known; known are ");
    assertRefused(
        PartitionCodec.encode(new SourcePartition.Table("orders")),
        Map.of("epoch_us", EPOCH),
        "'version' is missing");
    assertRefused(
        PartitionCodec.encode(new SourcePartition.Segment("orders", EPOCH, 0)),
        Map.of("last_key", "a", "pages", 1, "items", 9, "done", false),
        "'last_key' is not an item's key as DynamoDB JSON");
  }

  private static void assertRefused(
      Map<String, String> partition, Map<String, Object> offset, String message) {
    assertThatThrownBy(() -> OffsetChecks.check(Map.of(), Map.of(partition, offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("docs/offsets.md");
  }

  private void check() {
    new OffsetChecks(
            new TableSelection(List.of("orders"), "", "", Duration.ofMinutes(1)),
            dynamoDb,
            dynamoDb)
        .check(OffsetChecks.positions(request), OffsetChecks.shards(request));
  }

  private void set(Map<String, String> partition, Map<String, Object> offset) {
    request.put(partition, offset);
  }

  private static Map<String, String> shard(String id) {
    return PartitionCodec.encode(new SourcePartition.Shard("orders", STREAM, id));
  }

  private static Map<String, Object> changed(String field, Object value) {
    Map<String, Object> offset = shardOffset();
    offset.put(field, value);
    return offset;
  }

  private static Map<String, Object> shardOffset() {
    return new HashMap<>(
        encoded(
            ShardOffset.start(WriteClock.root(EPOCH), EPOCH)
                .after("100000000000000000001", WriteClock.root(EPOCH))));
  }

  private static Map<String, Object> tableOffset(int segments) {
    return encoded(
        TableOffset.first(
            new TableOffset.Scan(new Epoch(EPOCH, EPOCH), segments, false, ""), "id", STREAM, 0));
  }

  private static Map<String, Object> encoded(SourceOffset position) {
    return OffsetCodec.encode(position);
  }
}
