package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.GoldenRecords;
import dev.messina.record.WriteTimestampHeader;
import dev.messina.record.json.AttributeType;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/record-format.md} to the schemas and the golden records. */
class RecordFormatPageTest {

  private static final String PAGE = read(Path.of("..", "docs", "record-format.md"));

  /** A JSON block, and before it the place in a golden record that it shows. */
  private static final Pattern EXCERPT =
      Pattern.compile("<!-- golden/(\\S+)\\.json#(\\S*) -->\n```json\n(.*?)```", Pattern.DOTALL);

  private static final Pattern PROPERTIES =
      Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

  @Test
  void describesEveryFieldAndHeader() {
    Stream<String> fields =
        Stream.of(ChangeRecordSchema.ENVELOPE_SCHEMA, ChangeRecordSchema.SOURCE_SCHEMA)
            .flatMap(schema -> schema.fields().stream())
            .map(Field::name);
    Stream<String> headers =
        Stream.of(
            WriteTimestampHeader.NAME,
            ChangeRecordSchema.OPERATION_HEADER,
            ChangeRecordSchema.KEY_HEADER);

    assertThat(Stream.concat(fields, headers))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(PAGE).contains("| `" + name + "` |"));
  }

  @Test
  void describesEveryOperationAndEveryType() {
    assertThat(ChangeOperation.values())
        .allSatisfy(operation -> assertThat(PAGE).contains("`" + operation.code() + "`"));
    assertThat(AttributeType.values())
        .allSatisfy(type -> assertThat(PAGE).contains("| " + type + " |"));
  }

  @Test
  void namesTheSchemas() {
    assertThat(PAGE)
        .contains(
            ChangeRecordSchema.ENVELOPE_NAME,
            ChangeRecordSchema.SOURCE_NAME,
            ChangeRecordSchema.JSON_NAME);
  }

  @Test
  void showsGoldenRecordsAsTheyAre() {
    List<MatchResult> excerpts = EXCERPT.matcher(PAGE).results().toList();

    assertThat(excerpts).hasSize(PAGE.split("```json", -1).length - 1).hasSizeGreaterThan(4);
    assertThat(excerpts)
        .allSatisfy(
            excerpt ->
                assertThat(SampleRecords.tree(excerpt.group(3)))
                    .isEqualTo(GoldenRecords.read(excerpt.group(1)).at(excerpt.group(2))));
  }

  @Test
  void showsOptionsThatWork() throws IOException {
    Properties options = new Properties();
    for (MatchResult block : PROPERTIES.matcher(PAGE).results().toList()) {
      options.load(new StringReader(block.group(1)));
    }
    assertThat(options).containsEntry("transforms.row.type", ItemToRow.class.getName());
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
