package dev.messina.bench;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Change records of orders, always the same for a seed: of twelve attributes seven are short
 * strings, and one each is a number, a flag, a string set, a list and a map.
 */
final class SampleItems {

  private static final String TOPIC = "shop.orders";

  private static final Schema KEY_SCHEMA =
      SchemaBuilder.struct()
          .name(TOPIC + ".Key")
          .field("pk", Schema.STRING_SCHEMA)
          .field("sk", Schema.STRING_SCHEMA)
          .build();

  private final Random random;

  SampleItems(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A record as the sink gets it.
   *
   * @param attributes of the item, two of them its key
   * @param schemas whether it comes as Struct or, as from a JSON converter, as Map
   */
  SinkRecord record(int attributes, boolean schemas, long offset) {
    String partition = "USER#" + random.nextInt(1_000_000);
    String sort = String.valueOf(offset);
    Struct key = new Struct(KEY_SCHEMA).put("pk", partition).put("sk", sort);
    ChangeRecord change = change(item(attributes, partition, sort), offset);
    Struct value = ChangeRecordWriter.value(change);
    SinkRecord record =
        new SinkRecord(
            TOPIC,
            0,
            schemas ? KEY_SCHEMA : null,
            schemas ? key : Map.of("pk", partition, "sk", sort),
            schemas ? value.schema() : null,
            schemas ? value : withoutSchema(value),
            offset,
            0L,
            TimestampType.CREATE_TIME);
    ChangeRecordWriter.headers(change).forEach(record.headers()::add);
    return record;
  }

  private String item(int attributes, String partition, String sort) {
    Map<String, String> item = new TreeMap<>();
    item.put("pk", "{\"S\":\"" + partition + "\"}");
    item.put("sk", "{\"N\":\"" + sort + "\"}");
    for (int attribute = 2; attribute < attributes; attribute++) {
      item.put("attribute_" + attribute, value(attribute % 12));
    }
    StringBuilder text = new StringBuilder();
    item.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "{\"" : ",\"").append(name).append("\":").append(value));
    return text.append('}').toString();
  }

  private String value(int kind) {
    return switch (kind) {
      case 2 -> "{\"N\":\"" + random.nextInt() + "." + (1 + random.nextInt(9)) + "\"}";
      case 3 -> "{\"BOOL\":" + random.nextBoolean() + "}";
      case 4 -> "{\"SS\":[\"" + text(6) + "\",\"" + text(6) + "\"]}";
      case 5 -> "{\"L\":[{\"S\":\"" + text(8) + "\"},{\"N\":\"" + random.nextInt(100) + "\"}]}";
      case 6 ->
          "{\"M\":{\"city\":{\"S\":\""
              + text(10)
              + "\"},\"zip\":{\"N\":\""
              + random.nextInt(99_999)
              + "\"}}}";
      default -> "{\"S\":\"" + text(20) + "\"}";
    };
  }

  private String text(int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static ChangeRecord change(String item, long offset) {
    ChangeSource source =
        new ChangeSource(
            "0.1.0",
            "shop",
            "eu-west-1",
            "orders",
            1_767_225_601_000_000L,
            1_767_225_600_000_000L,
            1_767_225_601_000_000L + offset * 100,
            new ChangeSource.StreamShard(
                "2025-12-31T23:00:00.000",
                "shardId-00000001767222000000-aaaaaaaa",
                "10000000000000" + offset,
                "e-" + offset,
                false,
                null));
    return new ChangeRecord(ChangeOperation.CREATE, null, item, source, 1_767_225_605_000_000_000L);
  }

  private static Object withoutSchema(Struct value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      byte[] bytes = converter.fromConnectData(TOPIC, value.schema(), value);
      return converter.toConnectData(TOPIC, bytes).value();
    }
  }
}
