package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.check.TopicChecks.TopicCreation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicLimitsTest {

  private final OptionErrors report = new OptionErrors(List.of());

  @ParameterizedTest
  @CsvSource({
    "fail, full, 1703935, true",
    "fail, full, 1703936, false",
    "fail, keys, 1048588, false",
    "drop_before, full, 1048588, false",
    "dead_letter, full, 1048588, false",
    ", full, 1048588, false"
  })
  void refusesTooSmallALimitWhereALargeRecordWouldStopTheTask(
      String policy, String before, long limit, boolean refused) {
    Map<String, String> properties = new HashMap<>(Map.of("before.images", before));
    if (policy != null) {
      properties.put("oversize.policy", policy);
    }
    properties.put("producer.override.max.request.size", Long.toString(limit));
    RecordSize size = new RecordSize(properties, report);
    size.checkProducer();
    size.check("Topic 't' takes", limit, "topic.prefix", bytes -> "Set it to " + bytes + ".");

    if (!refused) {
      assertThat(errors()).isEmpty();
      return;
    }
    assertThat(errors()).containsOnlyKeys("topic.prefix", "producer.override.max.request.size");
    assertThat(errors().get("topic.prefix"))
        .isEqualTo(
            "Topic 't' takes records of up to 1703935 bytes only, and the largest items may need"
                + " 1703936. Set it to 1703936. Raise record.max.bytes and"
                + " producer.override.max.request.size with it.");
    assertThat(errors().get("producer.override.max.request.size"))
        .contains("Set producer.override.max.request.size=1703936.");
  }

  @Test
  void refusesALimitBelowWhatIsLetThroughWhateverThePolicy() {
    RecordSize size =
        new RecordSize(
            Map.of("oversize.policy", "dead_letter", "record.max.bytes", "2000000"), report);
    size.check("Topic 't' takes", 1_999_999, "topic.prefix", bytes -> "Set it to " + bytes + ".");

    assertThat(errors())
        .containsOnly(
            Map.entry(
                "topic.prefix",
                "Topic 't' takes records of up to 1999999 bytes only, and record.max.bytes lets"
                    + " records of 2000000 through. Set it to 2000000. Or lower"
                    + " record.max.bytes."));
  }

  @Test
  void refusesToKeepRecordsForLessThanTheOverlap() {
    Retention usual = new Retention(Map.of(), report);
    check(usual, "a", Duration.ofMinutes(15), Duration.ZERO);
    check(usual, "a", Duration.ofMillis(-1), Duration.ofDays(9));
    assertThat(errors()).isEmpty();

    check(usual, "a", Duration.ofMinutes(14), Duration.ZERO);
    check(
        new Retention(Map.of("stream.overlap.ms", "3600000"), report),
        "b",
        Duration.ofMinutes(59),
        Duration.ZERO);
    assertThat(errors()).containsOnlyKeys("a", "b");
    assertThat(errors().get("a")).startsWith("Topic 'a' keeps for 840 s only, less than the 900 s");
  }

  @Test
  void refusesToKeepRecordsForLessThanTheSnapshotTakes() {
    Retention usual = new Retention(Map.of(), report);
    check(usual, "a", Duration.ofDays(7), Duration.ofDays(7));
    check(usual, "b", Duration.ofDays(7), Duration.ofDays(9).plusHours(1));

    assertThat(errors())
        .containsOnly(
            Map.entry(
                "b",
                "Topic 'b' keeps for 604800 s only, and by the table's size and snapshot.max.rcu"
                    + " its snapshot takes about 781200 s: the first rows would be gone before the"
                    + " last ones have come. Set it to 950400000. Or raise snapshot.max.rcu."));
  }

  private static void check(Retention retention, String topic, Duration kept, Duration snapshot) {
    retention.check(
        "Topic '" + topic + "' keeps",
        kept.toMillis(),
        snapshot,
        topic,
        needed -> "Set it to " + needed + ".");
  }

  @Test
  void knowsWhichOptionDecidesHowATopicIsCreated() {
    TopicCreation creation =
        new TopicCreation(
            Map.of(
                "topic.creation.groups", "big, odd",
                "topic.creation.big.include", "shop\\.big.*",
                "topic.creation.big.exclude", "shop\\.bigot",
                "topic.creation.big.max.message.bytes", "9",
                "topic.creation.odd.include", "(",
                "topic.creation.default.max.message.bytes", "1"));

    assertThat(creation.setting("shop.biggest", "max.message.bytes")).contains("9");
    assertThat(creation.setting("shop.bigot", "max.message.bytes")).contains("1");
    assertThat(creation.option("shop.biggest", "retention.ms"))
        .isEqualTo("topic.creation.big.retention.ms");
    assertThat(creation.setting("shop.biggest", "retention.ms")).isEmpty();
  }

  private Map<String, String> errors() {
    Map<String, String> errors = new TreeMap<>();
    for (ConfigValue value : report.config().configValues()) {
      errors.put(value.name(), String.join(" ", value.errorMessages()));
    }
    return errors;
  }
}
