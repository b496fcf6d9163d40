package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.record.ChangeFacts.BeforeImages;
import dev.messina.transforms.mapping.MappingException;
import dev.messina.transforms.mapping.MappingParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example of {@code docs/mapping.md}. */
class MappingPageTest {

  private static final Path PAGE = Path.of("..", "docs", "mapping.md");

  /** A mapping, what goes in, and what comes out. */
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n(.*?)```\n```json\n(.*?)```\n```json\n(.*?)```", Pattern.DOTALL);

  private static final List<String> KEY = List.of("pk", "sk");
  private static final List<String> USUAL_HEADERS = List.of("messina.write.ts.us", "messina.op");

  static Stream<Arguments> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(example -> Stream.of(arguments(example, true), arguments(example, false)));
  }

  private static Arguments arguments(MatchResult example, boolean schemas) {
    return Arguments.of(example.group(1), example.group(2), example.group(3), schemas);
  }

  @ParameterizedTest(name = "[{index}] schemas {3}")
  @MethodSource("examples")
  void showsWhatHappens(String mapping, String in, String out, boolean schemas) {
    JsonNode expected = SampleRecords.tree(out);
    ItemToRow<SinkRecord> transform = ItemToRowTest.transform(mapping);
    SinkRecord record = record(SampleRecords.tree(in), new SampleRecords(schemas));

    if (expected.has("error")) {
      DataException refused =
          catchThrowableOfType(DataException.class, () -> transform.apply(record));
      assertThat(refused).isNotNull();
      assertThat(refused.getMessage()).endsWith(expected.get("error").asText() + ".");
      return;
    }
    SinkRecord row = transform.apply(record);
    if (expected.has("dropped")) {
      assertThat(row).isNull();
      return;
    }
    assertThat(RowJson.of(row.key())).isEqualTo(expected.get("key"));
    assertThat(RowJson.of(row.value())).isEqualTo(expected.get("columns"));
    assertThat(headers(row)).isEqualTo(expected.path("headers").deepCopy());
    transform.close();
  }

  @Test
  void showsEveryKeyInAnExample() throws IOException {
    MappingException unknown =
        catchThrowableOfType(MappingException.class, () -> MappingParser.parse("qqqqqqqqqqqq: 1"));
    String keys = unknown.getMessage().replaceFirst(".*known are ", "");
    List<String> mappings =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .map(example -> "\n" + example.group(1))
            .toList();

    assertThat(keys.split(", "))
        .hasSize(16)
        .allSatisfy(
            key -> assertThat(mappings).anyMatch(mapping -> mapping.contains("\n" + key + ":")));
  }

  @Test
  void leavesNoMappingWithoutItsItemAndRow() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(EXAMPLE.matcher(page).results())
        .hasSize(page.split("```yaml", -1).length - 1)
        .hasSizeGreaterThan(30);
  }

  private static SinkRecord record(JsonNode in, SampleRecords records) {
    if (!in.has("after")) {
      return records.created(key(in), in.toString());
    }
    if (in.has("before_images")) {
      return record(
          ((ObjectNode) in.deepCopy()).without("before_images"),
          records.keeping(
              BeforeImages.valueOf(in.get("before_images").asText().toUpperCase(Locale.ROOT))));
    }
    JsonNode before = in.get("before");
    JsonNode after = in.get("after");
    String old = before.isNull() ? null : before.toString();
    String key = in.has("key") ? in.get("key").toString() : key(after.isNull() ? before : after);
    return after.isNull() ? records.deleted(key, old) : records.updated(key, old, after.toString());
  }

  private static String key(JsonNode item) {
    return ((ObjectNode) item.deepCopy()).retain(KEY).toString();
  }

  private static JsonNode headers(SinkRecord row) {
    ObjectNode headers = ((ObjectNode) SampleRecords.tree("{}"));
    for (Header header : row.headers()) {
      if (!USUAL_HEADERS.contains(header.key())) {
        headers.set(header.key(), RowJson.of(header.value()));
      }
    }
    return headers.isEmpty() ? headers.path("none") : headers;
  }
}
