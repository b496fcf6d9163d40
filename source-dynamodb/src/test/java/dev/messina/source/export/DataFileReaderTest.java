package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.change.Item;
import dev.messina.source.export.DataFileReader.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is read out of a data file, and what is told of one that is not as it should be. */
class DataFileReaderTest {

  private static final String FILE = "AWSDynamoDB/" + WrittenExport.ID + "/data/a.json.gz";

  @TempDir Path bucket;

  @Test
  void pagesEndByItemsAndByBytesAndTheLastOneSaysSo() {
    Export export = exported(json(5));

    try (DataFileReader reader = reader(export)) {
      Page<Item> first = reader.next(2, Long.MAX_VALUE);
      assertThat(first.records()).extracting(Item::json).containsExactly(text(0), text(1));
      assertThat(first.position()).isEqualTo(2);
      assertThat(first.atEnd()).isFalse();

      assertThat(reader.next(10, 1).records()).extracting(Item::json).containsExactly(text(2));

      Page<Item> last = reader.next(2, Long.MAX_VALUE);
      assertThat(last.records()).extracting(Item::json).containsExactly(text(3), text(4));
      assertThat(last.atEnd()).isTrue();
      assertThat(last.bytes()).isEqualTo(String.join("\n", json(5)).length() + 1L);

      assertThat(reader.next(2, Long.MAX_VALUE))
          .isEqualTo(new Page<>(List.of(), 5, last.bytes(), true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void whatWasReadBeforeIsSkipped(String format) {
    Export export = format.equals("ION") ? ionExported(ion(5)) : exported(json(5));

    assertThat(ReadExport.items(bucket, export, file(export), 3, "id"))
        .extracting(Item::json)
        .containsExactly(text(3), text(4));
    assertThat(ReadExport.items(bucket, export, file(export), 5, "id")).isEmpty();
  }

  @Test
  void moreThanThereIsCannotBeSkipped() {
    Export export = exported(json(2));

    assertBroken(
        () -> ReadExport.items(bucket, export, file(export), 3, "id"),
        "has 2 records by its manifest, fewer than the 3 that were read before");
  }

  @Test
  void aConnectionThatBreaksBetweenMembersOfGzipIsNoDamage() {
    byte[] first = WrittenExport.gzip(json(2)[0] + "\n");
    byte[] second = WrittenExport.gzip(json(2)[1] + "\n");
    byte[] whole = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    Export export = found(WrittenExport.full(bucket, "").packed("a.json.gz", 2, whole));
    InputStream once = brokenOnceAt(whole, first.length + 2);

    try (DataFileReader reader =
        DataFileReader.open(answering(once), export, file(export), List.of("id"))) {
      assertThatThrownBy(() -> reader.next(2, Long.MAX_VALUE))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }
  }

  /** Gives a byte at a time, and one exception. */
  private static InputStream brokenOnceAt(byte[] content, int position) {
    return new InputStream() {
      private int at;
      private boolean broken;

      @Override
      public int read() throws IOException {
        if (at == position && !broken) {
          broken = true;
          throw new IOException("Connection reset");
        }
        return at < content.length ? content[at++] & 0xFF : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int one = read();
        if (one < 0) {
          return -1;
        }
        bytes[offset] = (byte) one;
        return 1;
      }
    };
  }

  @Test
  void theKeyIsTakenOutOfTheItem() {
    Export export =
        exported("{\"Item\":{\"n\":{\"N\":\"1.50\"},\"x\":{\"S\":\"y\"},\"id\":{\"B\":\"AP8=\"}}}");

    Item item = ReadExport.items(bucket, export, "id", "n").get(0);

    assertThat(item.json())
        .isEqualTo("{\"id\":{\"B\":\"AP8=\"},\"n\":{\"N\":\"1.50\"},\"x\":{\"S\":\"y\"}}");
    assertThat(item.key().keySet()).containsExactlyInAnyOrder("id", "n");
    assertThat(item.key().get("n")).isEqualTo(AttributeValue.fromN("1.50"));
    assertThat(item.key().get("id").b().asByteArray()).containsExactly(0, -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "600|6d2",
        "600|600",
        "600|600.",
        "12.50|12.50",
        "0|0.",
        "0|0d-3",
        "0|-0.",
        "-0.001|-1d-3",
        "100000000000000000000000000000000000000|1d38",
        "12345678901234567890123456789012345678|12345678901234567890123456789012345678",
      })
  void aNumberOfIonHasTheTextThatItHasInJson(String text, String ion) {
    Export export = ionExported("$ion_1_0 {Item:{id:" + ion + ",ns:$dynamodb_NS::[" + ion + "]}}");

    assertThat(ReadExport.items(bucket, export, "id").get(0))
        .isEqualTo(
            new Item(
                "{\"id\":{\"N\":\"%s\"},\"ns\":{\"NS\":[\"%s\"]}}".formatted(text, text),
                Map.of("id", AttributeValue.fromN(text))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1d131|beyond DynamoDB's range",
        "1d999999999|beyond DynamoDB's range",
        "1d-999999999|beyond DynamoDB's range",
        "1e1|FLOAT",
        "2020-01-01T|TIMESTAMP",
        "symbol|SYMBOL",
        "{{\"clob\"}}|CLOB",
        "(1 2)|SEXP",
        "null.string|a null of a type",
        "other::[1]|annotation that is not known",
        "$dynamodb_SS::[1]|does not belong into that set",
        "$dynamodb_NS::[\"1\"]|does not belong into that set",
        "$dynamodb_SS::\"a\"|is no set",
        "{a:1,a:2}|stands there twice",
      })
  void whatDynamoDbNeverWritesInIonIsRefusedWithItsAttribute(String ion, String said) {
    Export export = ionExported("$ion_1_0 {Item:{id:1,odd:" + ion + "}}");

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "record 1", "'odd", said);
  }

  @Test
  void ionIsReadWithoutVersionMarkersAsWell() {
    Export export = ionExported("{Item:{id:\"a\"}}", "{'Item':{'id':'''a''' '''b'''}}");

    assertThat(ReadExport.items(bucket, export, "id"))
        .extracting(Item::json)
        .containsExactly("{\"id\":{\"S\":\"a\"}}", "{\"id\":{\"S\":\"ab\"}}");
  }

  @Test
  void filesOfEmptyPartitionsHaveNoItems() {
    Export export =
        found(
            WrittenExport.full(bucket, "")
                .file("a.json.gz")
                .packed("b.json.gz", 0, new byte[0])
                .file("c.json.gz", json(1)));

    assertThat(ReadExport.items(bucket, export, "id")).hasSize(1);
  }

  @Test
  void gzipMayHaveSeveralMembersHoweverTheyArrive() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(WrittenExport.gzip(json(3)[0] + "\n"));
    members.writeBytes(WrittenExport.gzip(json(3)[1] + "\n" + json(3)[2].substring(0, 5)));
    members.writeBytes(WrittenExport.gzip(json(3)[2].substring(5) + "\n"));
    byte[] packed = members.toByteArray();
    Export export = found(WrittenExport.full(bucket, "").packed("a.json.gz", 3, packed));

    try (DataFileReader reader =
        DataFileReader.open(answering(slowly(packed)), export, file(export), List.of("id"))) {
      assertThat(reader.next(10, Long.MAX_VALUE).records())
          .extracting(Item::json)
          .containsExactly(text(0), text(1), text(2));
    }
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Export export = exported(json(1));
    Files.delete(bucket.resolve(FILE));

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "There is no file");
  }

  @Test
  void aFileThatWasReplacedIsFoundAtItsEnd() throws IOException {
    Export export = exported(json(2));
    Files.write(bucket.resolve(FILE), WrittenExport.gzip(json(2)[0] + "\n" + json(2)[0]));

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "MD5", "record 2");
  }

  @Test
  void theLastItemsAreNotGivenBeforeTheFileIsFoundToBeWhole() throws IOException {
    Export export = exported(json(2));
    Files.write(bucket.resolve(FILE), WrittenExport.gzip(json(2)[0] + "\n" + json(2)[0]));

    try (DataFileReader reader = reader(export)) {
      assertThat(reader.next(1, Long.MAX_VALUE).records()).hasSize(1);
      assertBroken(() -> reader.next(1, Long.MAX_VALUE), "MD5");
    }
  }

  @Test
  void bytesBehindTheGzipAreFound() throws IOException {
    Export export = exported(json(2));
    byte[] whole = Files.readAllBytes(bucket.resolve(FILE));
    Files.write(bucket.resolve(FILE), Arrays.copyOf(whole, whole.length + 3));

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "MD5");
  }

  @Test
  void truncatedGzipIsToldWithItsRecord() throws IOException {
    Export export = exported(json(1000));
    byte[] whole = Files.readAllBytes(bucket.resolve(FILE));
    for (int length : new int[] {whole.length - 1, whole.length - 8, whole.length / 2, 5, 0}) {
      Files.write(bucket.resolve(FILE), Arrays.copyOf(whole, length));

      assertBroken(
          () -> ReadExport.items(bucket, export, "id"), length > 10 ? "gzip is truncated" : "gzip");
    }
  }

  @Test
  void truncatedIonIsToldWithItsRecord() throws IOException {
    Export export = ionExported(ion(1000));
    byte[] whole = Files.readAllBytes(bucket.resolve(FILE));
    Files.write(bucket.resolve(FILE), Arrays.copyOf(whole, whole.length / 2));

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "gzip is truncated", "record");
  }

  @Test
  void aFileThatIsNoGzipIsRefused() throws IOException {
    Export export = exported(json(1));
    Files.writeString(bucket.resolve(FILE), json(1)[0]);

    assertBroken(() -> reader(export), "does not begin as a gzip file");
  }

  @ParameterizedTest
  @CsvSource({
    "1, has more than the 1 records",
    "3, 'ends after record 2, and its manifest counts 3'"
  })
  void anotherNumberOfRecordsThanListedIsFound(int listed, String said) {
    byte[] packed = WrittenExport.gzip(String.join("\n", json(2)) + "\n");
    Export export = found(WrittenExport.full(bucket, "").packed("a.json.gz", listed, packed));

    assertBroken(() -> ReadExport.items(bucket, export, "id"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret|not well-formed JSON",
        "{\"Item\":{\"id\":{\"S\":\"secret\"}|breaks off",
        "\"secret\"|not a JSON object",
        "{}|does not hold an 'Item'",
        "{\"Item\":{\"id\":{\"S\":\"secret\"}},\"More\":{}}|and nothing else",
        "{\"Item\":\"secret\"}|not a JSON object",
        "{\"Item\":{\"id\":{\"X\":\"secret\"}}}|attribute 'id' has an unknown type tag",
        "{\"Item\":{\"other\":{\"S\":\"secret\"}}}|no key attribute 'id'",
        "{\"Item\":{\"id\":{\"BOOL\":true}}}|no key attribute 'id'",
        "{\"Metadata\":{},\"Keys\":{\"id\":{\"S\":\"secret\"}}}|of an incremental export",
      })
  void aRecordThatCannotBeReadIsToldWithItsNumberAndWithoutItsValues(String line, String said) {
    Export export = exported(json(1)[0], line);

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "record 2", said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret|not an Ion struct",
        "{Item:{id:\"secret|not well-formed Ion",
        "{Item:{id:\"secret\"}|not well-formed Ion",
        "{}|does not hold an 'Item'",
        "{Item:\"secret\"}|not an Ion struct",
        "{Item:{id:\"secret\"},more:1}|and nothing else",
        "{Record:{}}|of an incremental export",
        "{Item:{other:\"secret\"}}|no key attribute 'id'",
      })
  void aRecordOfIonThatCannotBeReadIsToldTheSame(String line, String said) {
    Export export = ionExported(ion(1)[0], "$ion_1_0 " + line);

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "record 2", said);
  }

  /** Whatever the damage, it is told as such, or the record is still one. */
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void noDamageLeadsToAnExceptionOfAnotherKind(String format) {
    String record =
        format.equals("ION")
            ? "$ion_1_0 {Item:{id:\"a\",'q n':[1.5,-2d3,null,true,{{AP8=}},{x:$dynamodb_NS::[1]}],"
                + "s:$dynamodb_SS::[\"\\u00e4\\n\"]}}"
            : "{\"Item\":{\"id\":{\"S\":\"a\"},\"l\":{\"L\":[{\"N\":\"1.5\"},{\"NULL\":true},"
                + "{\"M\":{\"x\":{\"NS\":[\"1\"]}}}]},\"b\":{\"B\":\"AP8=\"}}}";
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      char[] damaged = record.toCharArray();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] =
            "\"'{}[]:,.$\\0de-\u0000\u0007\uFFFD n/".charAt(random.nextInt(21));
      }
      readOrRefused(format, new String(damaged));
    }
  }

  private static void readOrRefused(String format, String line) {
    Export export =
        new Export(
            "memory",
            new ExportSummary(
                "arn",
                new ExportSummary.ExportedTable("arn", ""),
                ExportFormat.valueOf(format),
                new ExportExtent.Full(Instant.EPOCH),
                new ExportSummary.ExportRun(Instant.EPOCH, Instant.EPOCH, ""),
                new ExportSummary.ExportSize(1, 0),
                Set.of()),
            List.of());
    byte[] packed = WrittenExport.gzip(line);
    DataFile file = new DataFile("key", 1, Md5.base64(Md5.digest().digest(packed)));
    try (DataFileReader reader =
        DataFileReader.open(
            answering(new FolderStore(Path.of("/")), new ByteArrayInputStream(packed)),
            export,
            file,
            List.of("id"))) {
      assertThat(reader.next(1, Long.MAX_VALUE).atEnd()).isTrue();
    } catch (ExportException e) {
      assertThat(e).hasNoCause();
    }
  }

  @Test
  void garbageBehindARecordIsTold() {
    Export export = exported("{\"Item\":{\"id\":{\"S\":\"secret\"}}} secret");

    assertBroken(() -> ReadExport.items(bucket, export, "id"), "record 2 is not well-formed JSON");
  }

  @Test
  void aConnectionThatBreaksMayHoldLater() throws IOException {
    Export export = exported(json(2000));
    byte[] whole = Files.readAllBytes(bucket.resolve(FILE));
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(whole, 0, whole.length / 2),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Connection reset");
              }
            });

    try (DataFileReader reader =
        DataFileReader.open(answering(broken), export, file(export), List.of("id"))) {
      assertThatThrownBy(() -> reader.next(2000, Long.MAX_VALUE))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT))
          .hasMessageContaining("broke off behind record")
          .hasMessageContaining("Connection reset");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void changesOfIncrementalExportsHaveTheirImages(String format) {
    String[] lines =
        format.equals("ION")
            ? new String[] {
              "$ion_1_0 {Record:{Keys:{id:\"a\"},Metadata:{WriteTimestampMicros:1684374845117899.},"
                  + "OldImage:{id:\"a\",n:1.},NewImage:{id:\"a\",n:2.}}}",
              "$ion_1_0 {Record:{Keys:{id:\"b\"},Metadata:{WriteTimestampMicros:7}}}"
            }
            : new String[] {
              "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1684374845117899\"}},\"Keys\":{"
                  + "\"id\":{\"S\":\"a\"}},\"OldImage\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}},"
                  + "\"NewImage\":{\"n\":{\"N\":\"2\"},\"id\":{\"S\":\"a\"}}}",
              "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"7\"}},"
                  + "\"Keys\":{\"id\":{\"S\":\"b\"}}}"
            };
    Export export =
        found(
            WrittenExport.incremental(bucket, "x", "NEW_AND_OLD_IMAGES")
                .says(it -> it.put("outputFormat", format))
                .file("a.gz", lines));

    Map<String, AttributeValue> a = Map.of("id", AttributeValue.fromS("a"));
    assertThat(ReadExport.changes(bucket, export, "id"))
        .containsExactly(
            new ExportedChange(
                1684374845117899L,
                a,
                Optional.of(new Item("{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"2\"}}", a)),
                Optional.of(new Item("{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}", a))),
            new ExportedChange(
                7, Map.of("id", AttributeValue.fromS("b")), Optional.empty(), Optional.empty()));
    assertBroken(() -> ReadExport.items(bucket, export, "id"), "record 1", "incremental export");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Item\":{\"id\":{\"S\":\"secret\"}}}|of a full export",
        "{\"Keys\":{\"id\":{\"S\":\"secret\"}}}|WriteTimestampMicros",
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"secret\"}}}|WriteTimestampMicros",
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}}}|'Keys'",
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{}}|no key attribute 'id'",
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Else\":{}}|beside",
      })
  void aChangeThatCannotBeReadIsToldWithItsNumber(String line, String said) {
    Export export = found(WrittenExport.incremental(bucket, "", "NEW_IMAGE").file("a.gz", line));

    assertBroken(() -> ReadExport.changes(bucket, export, "id"), "record 1", said);
  }

  private Export exported(String... lines) {
    return found(WrittenExport.full(bucket, "").file("a.json.gz", lines));
  }

  private Export ionExported(String... lines) {
    return found(
        WrittenExport.full(bucket, "")
            .says(it -> it.put("outputFormat", "ION"))
            .file("a.json.gz", lines));
  }

  private Export found(WrittenExport written) {
    written.finish();
    return ReadExport.find(bucket, bucket.relativize(written.folder()).toString());
  }

  private DataFileReader reader(Export export) {
    return DataFileReader.open(new FolderStore(bucket), export, file(export), List.of("id"));
  }

  private static DataFile file(Export export) {
    return export.files().get(0);
  }

  private static String[] json(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"Item\":" + text(i) + "}")
        .toArray(String[]::new);
  }

  private static String[] ion(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "$ion_1_0 {Item:{id:\"" + i + "-" + i * 7919L + "\"}}")
        .toArray(String[]::new);
  }

  private static String text(int i) {
    return "{\"id\":{\"S\":\"" + i + "-" + i * 7919L + "\"}}";
  }

  /** One byte at a time, and none of them known before it is asked for. */
  private static InputStream slowly(byte[] content) {
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(length, 1));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private ObjectStore answering(InputStream content) {
    return answering(new FolderStore(bucket), content);
  }

  private static ObjectStore answering(FolderStore folder, InputStream content) {
    return new ObjectStore() {
      @Override
      public InputStream open(String key) {
        return content;
      }

      @Override
      public List<String> list(String prefix) {
        return folder.list(prefix);
      }

      @Override
      public String address(String key) {
        return folder.address(key);
      }

      @Override
      public void close() {}
    };
  }

  private void assertBroken(ThrowingCallable call, String... said) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ExportException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.FATAL);
              assertThat(e).hasNoCause();
            })
        .message()
        .contains(said)
        .contains(bucket + "/")
        .doesNotContain("secret");
  }
}
