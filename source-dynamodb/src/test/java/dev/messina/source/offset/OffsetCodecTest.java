package dev.messina.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.change.Epoch;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetCodecTest {

  private static final long EPOCH = 1767225600000000L;
  private static final SourcePartition.Segment SEGMENT =
      new SourcePartition.Segment("orders", EPOCH, 3);
  private static final SourcePartition.Shard SHARD =
      new SourcePartition.Shard("orders", "2026-01-01T00:00:00.000", "shardId-1");

  static Stream<Arguments> positions() {
    WriteClock writeClock = new WriteClock(EPOCH + 100, true, EPOCH);
    return Stream.of(
        Arguments.of(
            new SourcePartition.Table("orders"),
            TableOffset.first(
                new TableOffset.Scan(new Epoch(EPOCH, EPOCH - 900_000_000L), 4, true, "arn:e"),
                "id-1",
                "2026",
                5)),
        Arguments.of(
            new SourcePartition.Table("orders"),
            TableOffset.first(new TableOffset.Scan(new Epoch(EPOCH, 0), 0, false, ""), "", "", 5)
                .listed(17)
                .raised(EPOCH + 500)
                .requested(
                    new EpochRequest("signal-1", EpochRequest.Scope.KEYS),
                    "[{\"pk\":{\"S\":\"a\"}}]")
                .handled("0:17")),
        Arguments.of(
            SHARD.epochBarrier(EPOCH + 100),
            new ShardOffset("17", writeClock, EPOCH + 100, false, 5)),
        Arguments.of(
            new SourcePartition.Task("orders", 1, 3),
            new TaskOffset("data-loss-1", EPOCH, 0, 1, 2)),
        Arguments.of(
            new SourcePartition.DataLoss("orders"),
            new DataLossOffset(EPOCH, "2026", "shardId-1", 0, 5, 6, true)),
        Arguments.of(
            new SourcePartition.Topic("orders"),
            new TopicOffset("shop.orders", "0CJ-xDIPQlWdSvZ0uyrHkQ", "shop.control", "")),
        Arguments.of(
            new SourcePartition.KeySnapshot("orders", EPOCH), new KeySnapshotOffset(3, false)),
        Arguments.of(SEGMENT, SegmentOffset.START),
        Arguments.of(SEGMENT, new SegmentOffset("{\"pk\":{\"S\":\"a\"}}", 2, 90, false)),
        Arguments.of(SEGMENT, new SegmentOffset(null, 3, 100, true)),
        Arguments.of(SHARD, ShardOffset.start(WriteClock.root(EPOCH), EPOCH)),
        Arguments.of(SHARD, new ShardOffset("17", writeClock, EPOCH, true, 5)));
  }

  /** Connect keeps offsets as JSON, which forgets the type of small numbers. */
  @ParameterizedTest
  @MethodSource("positions")
  void readsBackWhatConnectHasStored(SourcePartition partition, SourceOffset position) {
    Map<?, ?> storedPartition = throughConnect(PartitionCodec.encode(partition));
    Map<?, ?> storedPosition = throughConnect(OffsetCodec.encode(position));

    assertThat(PartitionCodec.decode(strings(storedPartition))).isEqualTo(partition);
    assertThat(OffsetCodec.position(partition, strings(storedPosition))).isEqualTo(position);
  }

  @Test
  void keepsTheDocumentedForm() {
    assertThat(PartitionCodec.encode(SHARD))
        .isEqualTo(
            Map.of(
                "table", "orders",
                "kind", "shard",
                "stream", "2026-01-01T00:00:00.000",
                "shard", "shardId-1"));
    assertThat(PartitionCodec.encode(SEGMENT))
        .isEqualTo(
            Map.of(
                "table", "orders",
                "kind", "segment",
                "epoch", "1767225600000000",
                "segment", "3"));
    assertThat(OffsetCodec.encode(ShardOffset.start(WriteClock.root(EPOCH), EPOCH)))
        .containsOnlyKeys(
            "write_ts_us", "passed", "change_ts_us", "epoch_us", "finished", "checked_ms");
  }

  /** Connect knows a partition by the bytes of its JSON, also when it resets or alters offsets. */
  @ParameterizedTest
  @MethodSource("positions")
  void keepsThePartitionsBytesWhenConnectReadsThemBack(
      SourcePartition partition, SourceOffset position) {
    Map<String, String> written = PartitionCodec.encode(partition);

    assertThat(json(throughConnect(written))).isEqualTo(json(written));
  }

  private static String json(Map<?, ?> map) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      return new String(converter.fromConnectData("o", null, map), StandardCharsets.UTF_8);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> strings(Map<?, ?> map) {
    return (Map<String, ?>) map;
  }

  private static Map<?, ?> throughConnect(Map<String, ?> map) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      return (Map<?, ?>)
          converter.toConnectData("o", converter.fromConnectData("o", null, map)).value();
    }
  }
}
