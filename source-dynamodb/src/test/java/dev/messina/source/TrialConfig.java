package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.stream.StreamSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** How the source of a {@link Trial} is configured. */
final class TrialConfig {

  private TrialConfig() {}

  /** An overlap of seconds, which no user may set, lets a trial pass in little time. */
  static DynamoDbSourceConfig of(Random random, Duration overlap, String dataLossPolicy) {
    DynamoDbSourceConfig parsed =
        DynamoDbSourceConfig.parse(
            Map.of(
                "name",
                "shop",
                "topic.prefix",
                "shop",
                "tables",
                FakeDynamoDb.TABLE,
                "snapshot.segments",
                Integer.toString(1 + random.nextInt(3)),
                "snapshot.page.limit",
                Integer.toString(1 + random.nextInt(6)),
                "data.loss.policy",
                dataLossPolicy,
                "control.interval.ms",
                "1000",
                "control.kafka.bootstrap.servers",
                "nowhere:9092"));
    StreamSettings stream =
        new StreamSettings(
            overlap, Duration.ofMillis(100), 1 + random.nextInt(20), Duration.ofSeconds(2), 4);
    return new DynamoDbSourceConfig(
        parsed.connector(),
        parsed.topics(),
        parsed.aws(),
        parsed.snapshot(),
        parsed.exports(),
        stream,
        parsed.epochs(),
        parsed.records(),
        parsed.control());
  }
}
