package dev.messina.source.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.change.Epoch;
import dev.messina.source.change.Lineage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PositionCodecTest {

  private static final long EPOCH = 1767225600000000L;
  private static final SourcePartition.Segment SEGMENT =
      new SourcePartition.Segment("orders", EPOCH, 3);
  private static final SourcePartition.Shard SHARD =
      new SourcePartition.Shard("orders", "2026-01-01T00:00:00.000", "shardId-1");

  static Stream<Arguments> positions() {
    Lineage lineage = new Lineage(EPOCH + 100, true, EPOCH);
    return Stream.of(
        Arguments.of(
            new SourcePartition.Table("orders"),
            TablePosition.first(
                new Epoch(EPOCH, EPOCH - 900_000_000L), "id-1", "2026", 4, true, 5)),
        Arguments.of(
            new SourcePartition.Table("orders"),
            TablePosition.first(new Epoch(EPOCH, 0), "", "", 0, false, 5)
                .listed(17)
                .raised(EPOCH + 500)
                .requested(
                    new EpochRequest("signal-1", EpochRequest.Scope.KEYS),
                    "[{\"pk\":{\"S\":\"a\"}}]")
                .handled("0:17")),
        Arguments.of(
            SHARD.floor(EPOCH + 100), new ShardPosition("17", lineage, EPOCH + 100, false, 5)),
        Arguments.of(
            new SourcePartition.Share("orders", 1, 3), new SharePosition("gap-1", EPOCH, 0, 1, 2)),
        Arguments.of(
            new SourcePartition.Gap("orders"),
            new GapPosition(EPOCH, "2026", "shardId-1", 0, 5, 6, true)),
        Arguments.of(
            new SourcePartition.Topic("orders"),
            new TopicPosition("shop.orders", "0CJ-xDIPQlWdSvZ0uyrHkQ", "shop.control", "")),
        Arguments.of(new SourcePartition.Repair("orders", EPOCH), new RepairPosition(3, false)),
        Arguments.of(SEGMENT, SegmentPosition.START),
        Arguments.of(SEGMENT, new SegmentPosition("{\"pk\":{\"S\":\"a\"}}", 2, 90, false)),
        Arguments.of(SEGMENT, new SegmentPosition(null, 3, 100, true)),
        Arguments.of(SHARD, ShardPosition.start(Lineage.root(EPOCH), EPOCH)),
        Arguments.of(SHARD, new ShardPosition("17", lineage, EPOCH, true, 5)));
  }

  /** Connect keeps offsets as JSON, which forgets the type of small numbers. */
  @ParameterizedTest
  @MethodSource("positions")
  void readsBackWhatConnectHasStored(SourcePartition partition, SourcePosition position) {
    Map<?, ?> storedPartition = throughConnect(PartitionCodec.encode(partition));
    Map<?, ?> storedPosition = throughConnect(PositionCodec.encode(position));

    assertThat(PartitionCodec.decode(strings(storedPartition))).isEqualTo(partition);
    assertThat(PositionCodec.position(partition, strings(storedPosition))).isEqualTo(position);
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
    assertThat(PositionCodec.encode(ShardPosition.start(Lineage.root(EPOCH), EPOCH)))
        .containsOnlyKeys(
            "write_ts_us", "passed", "change_ts_us", "epoch_us", "finished", "checked_ms");
  }

  /** Connect knows a partition by the bytes of its JSON, also when it resets or alters offsets. */
  @ParameterizedTest
  @MethodSource("positions")
  void keepsThePartitionsBytesWhenConnectReadsThemBack(
      SourcePartition partition, SourcePosition position) {
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
