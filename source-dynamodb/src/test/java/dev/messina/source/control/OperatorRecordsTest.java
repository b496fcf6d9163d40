package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.MutableClock;
import dev.messina.source.control.Signal.SignalPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class OperatorRecordsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:05Z");
  private static final long EPOCH = 1767225600000000L;
  private static final Notifications.SnapshotRun FIRST =
      Notifications.SnapshotRun.first("orders", EPOCH);

  @Test
  void aNotificationHasDebeziumsFormatAndNoPosition() {
    SourceRecord record =
        notifications("shop.notifications").snapshotCompleted(FIRST, 42).orElseThrow();

    assertThat(record.topic()).isEqualTo("shop.notifications");
    assertThat(record.sourcePartition()).isNull();
    assertThat(record.sourceOffset()).isNull();
    assertThat(((Struct) record.key()).getString("id")).isEqualTo("orders/1767225600000000");
    Struct value = (Struct) record.value();
    value.validate();
    assertThat(value.getString("id")).isEqualTo("orders/1767225600000000");
    assertThat(value.getString("aggregate_type")).isEqualTo("Initial Snapshot");
    assertThat(value.getString("type")).isEqualTo("COMPLETED");
    assertThat(value.getInt64("timestamp")).isEqualTo(NOW.toEpochMilli());
    assertThat(value.getMap("additional_data"))
        .isEqualTo(
            Map.of(
                "connector_name", "orders-source",
                "data_collections", "orders",
                "scanned_collection", "orders",
                "epoch_us", "1767225600000000",
                "total_rows_scanned", "42",
                "status", "SUCCEEDED"));
  }

  @Test
  void aNotificationIsOnlyLoggedWhereThereIsNoTopic() {
    try (LogCapture log = LogCapture.of(Notifications.class)) {
      Optional<SourceRecord> record =
          notifications("")
              .loss(
                  "orders",
                  "2026",
                  "shardId-1",
                  Instant.parse("2025-12-30T00:00:00Z"),
                  Instant.parse("2025-12-31T00:00:05Z"),
                  "continue");

      assertThat(record).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "INFO Data Loss orders/2026/shardId-1/2025-12-30T00:00:00Z DETECTED:"
                  + " {data_collections=orders, stream=2026, shard=shardId-1,"
                  + " from=2025-12-30T00:00:00Z, to=2025-12-31T00:00:05Z, policy=continue}");
    }
  }

  @Test
  void aSnapshotThatWasAskedForBearsTheIdOfItsSignal() {
    Notifications.SnapshotRun run = new Notifications.SnapshotRun("r-1", "orders", EPOCH, false);
    Notifications notifications = notifications("n");

    assertThat(
            List.of(
                notifications.snapshotStarted(run),
                notifications.snapshotInProgress(run, 10, 1, 4),
                notifications.snapshotPaused(run),
                notifications.snapshotResumed(run),
                notifications.snapshotAborted(run, "stop-snapshot"),
                notifications.snapshotCompleted(run, 0)))
        .extracting(record -> summary(record))
        .containsExactly(
            "r-1 Incremental Snapshot STARTED",
            "r-1 Incremental Snapshot IN_PROGRESS",
            "r-1 Incremental Snapshot PAUSED",
            "r-1 Incremental Snapshot RESUMED",
            "r-1 Incremental Snapshot ABORTED",
            "r-1 Incremental Snapshot COMPLETED");
  }

  @Test
  void aNotificationOfASignalHoldsNoKeys() {
    Signal signal =
        new Signal.ExecuteSnapshot(
            "r-1",
            Set.of("orders"),
            List.of("{\"id\":{\"S\":\"secret\"}}"),
            new SignalPosition(1, 7, 0));

    try (LogCapture log = LogCapture.of(Notifications.class)) {
      SourceRecord accepted = notifications("n").signalAccepted(signal).orElseThrow();
      SourceRecord refused = notifications("n").signalRefused(signal, "why").orElseThrow();

      assertThat(accepted.value().toString()).contains("ACCEPTED", "1@7").doesNotContain("secret");
      assertThat(refused.value().toString()).contains("REFUSED", "why").doesNotContain("secret");
      assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("secret"));
    }
  }

  @Test
  void aHeartbeatComesAtOnceAndThenAtItsInterval() {
    Heartbeats heartbeats = heartbeats(Duration.ofSeconds(10));

    SourceRecord first = heartbeats.due(NOW).orElseThrow();
    assertThat(first.topic()).isEqualTo("__messina-heartbeat.shop");
    assertThat(((Struct) first.key()).getString("serverName")).isEqualTo("shop");
    assertThat(((Struct) first.value()).getInt64("ts_ms")).isEqualTo(NOW.toEpochMilli());
    assertThat(first.sourcePartition()).isNull();

    assertThat(heartbeats.due(NOW.plusMillis(9_999))).isEmpty();
    assertThat(heartbeats.due(NOW.plusSeconds(10))).isPresent();
    assertThat(heartbeats.due(NOW.plusSeconds(19))).isEmpty();
    assertThat(heartbeats.due(NOW.minusSeconds(3_600))).as("clock set back").isPresent();
  }

  @Test
  void thereAreNoHeartbeatsUnlessAskedFor() {
    assertThat(heartbeats(Duration.ZERO).due(NOW)).isEmpty();
  }

  private static String summary(Optional<SourceRecord> record) {
    Struct value = (Struct) record.orElseThrow().value();
    return value.getString("id")
        + " "
        + value.getString("aggregate_type")
        + " "
        + value.getString("type");
  }

  private static Notifications notifications(String topic) {
    return new Notifications(
        settings(topic, Duration.ZERO), "orders-source", new MutableClock(NOW));
  }

  private static Heartbeats heartbeats(Duration interval) {
    return new Heartbeats(settings("", interval), "shop");
  }

  private static ControlSettings settings(String notificationTopic, Duration heartbeats) {
    return new ControlSettings(
        "shop.control",
        Duration.ofSeconds(10),
        notificationTopic,
        heartbeats,
        "__messina-heartbeat.shop",
        Map.of("bootstrap.servers", "127.0.0.1:1"));
  }
}
