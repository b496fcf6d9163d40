package dev.messina.source.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records that show that a task is alive and gets through to Kafka, in Debezium's format: key
 * {@code {serverName}}, value {@code {ts_ms}}. They carry no position.
 */
public final class Heartbeats {

  private static final String SERVER_NAME = "serverName";
  private static final String TS_MS = "ts_ms";

  private static final Schema KEY =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.ServerNameKey")
          .version(1)
          .field(SERVER_NAME, Schema.STRING_SCHEMA)
          .build();

  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Heartbeat")
          .version(1)
          .field(TS_MS, Schema.INT64_SCHEMA)
          .build();

  private final String topic;
  private final Duration interval;
  private final Struct key;
  private Instant last;

  /**
   * @param topicPrefix the logical name of the source
   */
  public Heartbeats(ControlSettings settings, String topicPrefix) {
    this.topic = settings.heartbeatTopic();
    this.interval = settings.heartbeatInterval();
    this.key = new Struct(KEY).put(SERVER_NAME, topicPrefix);
  }

  /** The heartbeat that is to be sent now, the first one at once; none where they are off. */
  public Optional<SourceRecord> due(Instant now) {
    if (interval.isZero() || !isDue(now)) {
      return Optional.empty();
    }
    last = now;
    Struct value = new Struct(VALUE).put(TS_MS, now.toEpochMilli());
    return Optional.of(new SourceRecord(null, null, topic, null, KEY, key, VALUE, value));
  }

  /** A clock that was set back does not silence them. */
  private boolean isDue(Instant now) {
    return last == null || now.isBefore(last) || !now.isBefore(last.plus(interval));
  }
}
