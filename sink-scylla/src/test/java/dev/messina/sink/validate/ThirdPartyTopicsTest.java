package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told of options that change the records of others before the sink sees them. */
class ThirdPartyTopicsTest {

  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final String FLATTEN = "io.debezium.transforms.ExtractNewRecordState";

  @Test
  void aConverterThatMakesDefaultsOfNullsIsNamed() {
    assertThat(warnings("value.converter", JSON))
        .containsExactly(
            "value.converter reads a null as the default of its field's schema, where that has one;"
                + " set value.converter.replace.null.with.default=false, here and where the topic"
                + " is written.");
    assertThat(warnings("key.converter", "JsonConverter"))
        .singleElement()
        .asString()
        .startsWith("key.converter reads a null");
    assertThat(warnings("value.converter", JSON, "value.converter.schemas.enable", "false"))
        .isEmpty();
    assertThat(
            warnings("value.converter", JSON, "value.converter.replace.null.with.default", "false"))
        .isEmpty();
    assertThat(warnings("value.converter", "io.apicurio.registry.utils.converter.AvroConverter"))
        .isEmpty();
    assertThat(
            warnings(
                "value.converter",
                JSON,
                "transforms",
                "row",
                "transforms.row.type",
                "dev.messina.transforms.ItemToRow"))
        .isEmpty();
  }

  @Test
  void aTransformThatMakesDefaultsOfNullsIsNamed() {
    assertThat(flattening("delete.tombstone.handling.mode", "rewrite"))
        .containsExactly(
            "transforms.flat puts the default of a field's schema in place of a null; set"
                + " transforms.flat.replace.null.with.default=false.");
  }

  @Test
  void aTransformThatDropsDeletesIsNamed() {
    assertThat(
            flattening(
                "delete.tombstone.handling.mode", "drop", "replace.null.with.default", "false"))
        .containsExactly(
            "transforms.flat.delete.tombstone.handling.mode=drop drops deletes, whose rows then"
                + " stay indefinitely; set it to delete-to-tombstone or rewrite.");
    assertThat(flattening("delete.handling.mode", "drop", "replace.null.with.default", "false"))
        .containsExactly(
            "transforms.flat.delete.handling.mode=drop drops deletes, whose rows then stay"
                + " indefinitely; set it to none or rewrite.");
    assertThat(
            flattening(
                "delete.handling.mode",
                "drop",
                "drop.tombstones",
                "false",
                "replace.null.with.default",
                "false"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"field:source.ts_ms", "field:__source_ts_us", "header:__source_ts_ns"})
  void aTimeOfTheDatabaseIsNamedWithItsRemedy(String source) {
    assertThat(warnings("write.timestamp.source", source))
        .singleElement()
        .asString()
        .startsWith("write.timestamp.source=" + source + " is the time of a change in its database")
        .endsWith("Set write.timestamp.source=offset, which orders changes as the topic does.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "offset", "field:changed", "header:changed"})
  void othersAreNot(String source) {
    assertThat(warnings("write.timestamp.source", source)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclude", "blacklist"})
  void dropsNoMarkOfDeletes(String option) {
    SinkOptions options = new SinkOptions();
    options.put("transforms", "drop");
    options.put("transforms.drop.type", "org.apache.kafka.connect.transforms.ReplaceField$Value");
    options.put("transforms.drop." + option, "__op, __deleted");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "transforms.drop." + option,
                List.of(
                    "Without its field '__deleted' a delete is a row; leave the field in: this"
                        + " connector reads it and makes no column of it.")));
    options.put("transforms.drop." + option, "__op");
    assertThat(options.errors()).isEmpty();
  }

  private static List<String> flattening(String... namesAndValues) {
    String[] options = new String[namesAndValues.length + 4];
    options[0] = "transforms";
    options[1] = "flat";
    options[2] = "transforms.flat.type";
    options[3] = FLATTEN;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options[i + 4] = "transforms.flat." + namesAndValues[i];
      options[i + 5] = namesAndValues[i + 1];
    }
    return warnings(options);
  }

  private static List<String> warnings(String... namesAndValues) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ThirdPartyTopics(options, new TransformChain(options)).warnings();
  }
}
