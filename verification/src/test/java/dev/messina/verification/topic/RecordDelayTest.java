package dev.messina.verification.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordDelayTest {

  private static final String CHANGE = "{\"ts_ms\":5000,\"source\":{\"ts_ms\":%d},\"op\":\"u\"}";

  @Test
  void isFromTheChangeToItsHandling() {
    assertThat(RecordJson.delay(record(CHANGE.formatted(3_500), "u")))
        .contains(Duration.ofMillis(1_500));
    String withSchema = "{\"schema\":{},\"payload\":" + CHANGE.formatted(4_000) + "}";
    assertThat(RecordJson.delay(record(withSchema, "u"))).contains(Duration.ofSeconds(1));
  }

  @Test
  void isNoneWhereTheClocksSayLess() {
    assertThat(RecordJson.delay(record(CHANGE.formatted(6_000), "u"))).contains(Duration.ZERO);
  }

  @Test
  void isNotKnownOfAnythingElse() {
    assertThat(RecordJson.delay(record(CHANGE.formatted(3_500), "r"))).isEmpty();
    assertThat(RecordJson.delay(record("{not json", "u"))).isEmpty();
    assertThat(RecordJson.delay(record("{\"ts_ms\":null}", "u"))).isEmpty();
    assertThat(RecordJson.delay(new ConsumerRecord<>("t", 0, 0, new byte[0], null))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(String value, String operation) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("t", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
    record.headers().add("messina.op", operation.getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
