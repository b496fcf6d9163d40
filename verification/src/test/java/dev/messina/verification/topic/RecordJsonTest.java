package dev.messina.verification.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.verification.item.ItemKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RecordJsonTest {

  private static final RecordJson JSON = new RecordJson(types());

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("id", "B");
    types.put("n", "N");
    return types;
  }

  private static ItemKey key() {
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    key.put("id", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})));
    key.put("n", AttributeValue.fromN("1.5"));
    return new ItemKey(key);
  }

  @Test
  void aChangeWithoutSchemas() {
    TopicChange change =
        JSON.change(record("{\"id\":\"AQI=\",\"n\":\"1.5\"}", "{\"op\":\"u\",\"after\":\"{}\"}"));

    assertThat(change.item()).isEqualTo(key());
    assertThat(change.operation()).isEqualTo("u");
    assertThat(change.value().orElseThrow()).containsEntry("after", "{}");
  }

  @Test
  void aChangeWithSchemas() {
    TopicChange change =
        JSON.change(
            record(
                "{\"schema\":{},\"payload\":{\"id\":\"AQI=\",\"n\":\"1.5\"}}",
                "{\"schema\":{},\"payload\":{\"op\":\"d\",\"ts_us\":7}}"));

    assertThat(change.item()).isEqualTo(key());
    assertThat(change.value().orElseThrow()).containsEntry("ts_us", 7L);
  }

  @Test
  void aTombstoneIsADelete() {
    TopicChange change = JSON.change(record("{\"id\":\"AQI=\",\"n\":\"1.5\"}", null));

    assertThat(change.operation()).isEqualTo("d");
    assertThat(change.value()).isEmpty();
  }

  @Test
  void theItemAfterAChange() {
    String key = "{\"id\":\"AQI=\",\"n\":\"1.5\"}";

    assertThat(
            JSON.change(
                    record(key, "{\"op\":\"u\",\"after\":\"{\\\"a\\\":{\\\"S\\\":\\\"x\\\"}}\"}"))
                .after())
        .contains(Map.of("a", AttributeValue.fromS("x")));
    assertThat(JSON.change(record(key, "{\"op\":\"d\",\"after\":null}")).after()).isEmpty();
    assertThat(JSON.change(record(key, null)).after()).isEmpty();
    assertThatThrownBy(JSON.change(record(key, "{\"op\":\"u\",\"after\":\"secret\"}"))::after)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void anotherFormatIsRefusedWithCoordinatesAndWithoutValues() {
    assertThatThrownBy(() -> JSON.change(record("secret", "{\"op\":\"u\"}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("t-3@7")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> JSON.change(record("{\"id\":\"AQI=\",\"n\":\"1\"}", "secret")))
        .hasMessageContaining("value")
        .hasMessageNotContaining("secret");
    assertThat(JSON.item("secret".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(JSON.item(null)).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return new ConsumerRecord<>("t", 3, 7, bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
