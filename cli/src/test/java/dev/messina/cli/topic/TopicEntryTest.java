package dev.messina.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicEntryTest {

  private static final TopicEntry.Parts ALL = new TopicEntry.Parts(true, true);
  private static final TopicEntry.Parts KEYS_AND_VALUES = new TopicEntry.Parts(false, true);

  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void jsonIsShownOverSeveralLinesWithAllDigits() {
    headers.add("messina.op", bytes("\"c\""));
    TopicEntry entry = entry(bytes("{\"id\":\"v-2\"}"), bytes("{\"n\":1.50,\"m\":[1e3,{}]}"));
    assertThat(entry.lines(KEYS_AND_VALUES))
        .containsExactly(
            "shop.orders-2@17  2026-02-03T04:05:06.789Z",
            "  key    {\"id\":\"v-2\"}",
            "  value  {",
            "           \"n\" : 1.50,",
            "           \"m\" : [ 1E+3, { } ]",
            "         }");
    assertThat(entry.lines(ALL)).contains("  header messina.op = \"c\"");
    assertThat(entry.json(ALL))
        .hasToString(
            "{\"topic\":\"shop.orders\",\"partition\":2,\"offset\":17,"
                + "\"time\":\"2026-02-03T04:05:06.789Z\",\"key\":{\"id\":\"v-2\"},"
                + "\"value\":{\"n\":1.50,\"m\":[1E+3,{}]},"
                + "\"headers\":[{\"name\":\"messina.op\",\"value\":\"c\"}]}");
  }

  @Test
  void valuesAreLeftOutWhereTheyAreNotWanted() {
    TopicEntry entry = entry(bytes("k"), bytes("secret"));
    TopicEntry.Parts keys = new TopicEntry.Parts(false, false);
    assertThat(entry.lines(keys)).hasSize(2).noneMatch(line -> line.contains("secret"));
    assertThat(entry.json(keys).has("value")).isFalse();
  }

  @Test
  void textIsShownAsItIs() {
    TopicEntry entry = entry(bytes("orders#1"), bytes("{not JSON\nat all"));
    assertThat(entry.lines(KEYS_AND_VALUES))
        .endsWith("  key    orders#1", "  value  {not JSON", "         at all");
    assertThat(entry.json(KEYS_AND_VALUES).path("value").asText()).isEqualTo("{not JSON\nat all");
    assertThat(entry.json(KEYS_AND_VALUES).has("headers")).isFalse();
    assertThat(entry.keyHolds("ers#")).isTrue();
    assertThat(entry.keyHolds("other")).isFalse();
  }

  @Test
  void whatIsNoTextIsToldByItsLength() {
    TopicEntry entry = entry(new byte[] {(byte) 0xff, 1}, new byte[] {0, 0, 0, 0, 7, 2, 65});
    assertThat(entry.lines(KEYS_AND_VALUES))
        .endsWith(
            "  key    2 bytes that are no text",
            "  value  7 bytes that are no text, perhaps Avro with the schema id 7");
    assertThat(entry.json(KEYS_AND_VALUES).path("value").isNull()).isTrue();
    assertThat(entry.json(KEYS_AND_VALUES).path("value_bytes").asInt()).isEqualTo(7);
  }

  @Test
  void nothingIsNoEmptyText() {
    assertThat(entry(null, null).lines(KEYS_AND_VALUES)).endsWith("  key    none", "  value  none");
    assertThat(entry(null, null).json(KEYS_AND_VALUES).path("value").isNull()).isTrue();
    assertThat(entry(bytes(""), bytes("")).json(KEYS_AND_VALUES).path("value").asText("x"))
        .isEmpty();
  }

  private TopicEntry entry(byte[] key, byte[] value) {
    return TopicEntry.of(
        new ConsumerRecord<>(
            "shop.orders",
            2,
            17,
            1_770_091_506_789L,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
