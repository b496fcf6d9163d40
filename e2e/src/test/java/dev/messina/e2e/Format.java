package dev.messina.e2e;

import dev.messina.stack.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which form a connector's records stand in a topic. */
enum Format {
  JSON("org.apache.kafka.connect.json.JsonConverter", Map.of("schemas.enable", "false")),
  JSON_WITH_SCHEMAS(
      "org.apache.kafka.connect.json.JsonConverter", Map.of("schemas.enable", "true")),
  /** Avro as Confluent's converter writes it, by Apicurio's. */
  AVRO(
      "io.apicurio.registry.utils.converter.AvroConverter",
      Map.of(
          "apicurio.registry.as-confluent", "true",
          "apicurio.registry.headers.enabled", "false",
          "apicurio.registry.use-id", "contentId",
          "apicurio.registry.auto-register", "true")),
  /** JSON, and the Connect schema in the registry. */
  JSON_WITH_REGISTRY(
      "io.apicurio.registry.utils.converter.ExtJsonConverter",
      Map.of("apicurio.registry.auto-register", "true"));

  private final String converter;
  private final Map<String, String> options;

  Format(String converter, Map<String, String> options) {
    this.converter = converter;
    this.options = options;
  }

  /** Apicurio's JSON converter fails at a record without a value. */
  boolean takesTombstones() {
    return this != JSON_WITH_REGISTRY;
  }

  /** What a connector's configuration says for it. */
  Map<String, String> options(SchemaRegistry registry) {
    Map<String, String> both = new HashMap<>();
    for (String side : List.of("key", "value")) {
      String prefix = side + ".converter";
      both.put(prefix, converter);
      options.forEach((option, value) -> both.put(prefix + "." + option, value));
      if (converter.startsWith("io.apicurio")) {
        both.put(prefix + ".apicurio.registry.url", registry.apicurioUrl().toString());
      }
    }
    return both;
  }
}
