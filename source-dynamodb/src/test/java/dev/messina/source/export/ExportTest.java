package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.change.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which export is read, and what its manifests have to be. */
class ExportTest {

  private static final String A = "{\"Item\":{\"id\":{\"S\":\"a\"}}}";
  private static final String B = "{\"Item\":{\"id\":{\"S\":\"b\"}}}";
  private static final String OWN = "nightly/AWSDynamoDB/" + WrittenExport.ID + "/";

  @TempDir Path bucket;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "nightly/",
        "nightly/AWSDynamoDB",
        OWN,
        "nightly/AWSDynamoDB/" + WrittenExport.ID,
        OWN + "manifest-summary.json"
      })
  void anExportIsFoundInItsFolderAndTheFoldersAbove(String prefix) {
    WrittenExport.full(bucket, "nightly").file("b.json.gz", B).file("a.json.gz", A).finish();

    Export export = ReadExport.find(bucket, prefix);

    assertThat(export.id()).isEqualTo(WrittenExport.ID);
    assertThat(export.files())
        .extracting(DataFile::key)
        .containsExactly(OWN + "data/a.json.gz", OWN + "data/b.json.gz");
    assertThat(ReadExport.items(bucket, export, "id"))
        .extracting(Item::json)
        .containsExactly("{\"id\":{\"S\":\"a\"}}", "{\"id\":{\"S\":\"b\"}}");
  }

  @Test
  void theSummarySaysWhatWasExportedAndWhen() {
    WrittenExport.full(bucket, "nightly")
        .file("a.json.gz", A)
        .says(it -> it.put("billedSizeBytes", 77).put("filterExpression", "x > 1"))
        .finish();

    ExportSummary summary = ReadExport.find(bucket, "nightly").summary();

    assertThat(summary.exportArn())
        .isEqualTo(WrittenExport.TABLE_ARN + "/export/" + WrittenExport.ID);
    assertThat(summary.table().name()).isEqualTo("orders");
    assertThat(summary.table().region()).isEqualTo("eu-west-1");
    assertThat(summary.table().account()).isEqualTo("123456789012");
    assertThat(summary.table().id()).isEqualTo(WrittenExport.TABLE_ID);
    assertThat(summary.format()).isEqualTo(ExportFormat.DYNAMODB_JSON);
    assertThat(summary.extent())
        .isEqualTo(new ExportExtent.Full(Instant.parse("2020-11-04T07:28:34.028Z")));
    assertThat(summary.run().ended()).isEqualTo(Instant.parse("2020-11-04T07:33:43.897Z"));
    assertThat(summary.run().bucket()).isEqualTo("ddb-productcatalog-export");
    assertThat(summary.size()).isEqualTo(new ExportSummary.ExportSize(1, 77));
    assertThat(summary.unknownFields()).containsExactly("filterExpression");
  }

  @Test
  void theFirstExportsDidNotSayTheirType() {
    WrittenExport.full(bucket, "")
        .file("a.json.gz", A)
        .says(it -> it.remove("exportType"))
        .finish();

    assertThat(ReadExport.find(bucket, "").requireFull().time())
        .isEqualTo(Instant.parse("2020-11-04T07:28:34.028Z"));
  }

  @Test
  void anExportThatWasCopiedElsewhereIsReadThere() throws IOException {
    WrittenExport written = WrittenExport.full(bucket, "nightly").file("a.json.gz", A).finish();
    Files.createDirectories(bucket.resolve("copies/of/exports"));
    Files.move(written.folder(), bucket.resolve("copies/of/exports/mine"));

    Export export = ReadExport.find(bucket, "copies/of/exports/mine");

    assertThat(ReadExport.items(bucket, export, "id")).hasSize(1);
  }

  @Test
  void theChecksumsMayBeNamedAsTheDeveloperGuideNamesThem() throws IOException {
    WrittenExport written = WrittenExport.full(bucket, "").file("a.json.gz", A).finish();
    for (String stem : new String[] {"manifest-summary", "manifest-files"}) {
      Files.move(
          written.folder().resolve(stem + ".md5"), written.folder().resolve(stem + ".checksum"));
    }

    assertThat(ReadExport.find(bucket, "").files()).hasSize(1);
  }

  @Test
  void ofSeveralExportsOneIsToBeNamed() {
    WrittenExport.full(bucket, "nightly", "01-a").file("a.json.gz", A).finish();
    WrittenExport.full(bucket, "nightly", "02-b").file("b.json.gz", B).finish();

    assertRefused(() -> ReadExport.find(bucket, "nightly"), "several exports", "01-a", "02-b");
    assertThat(ReadExport.find(bucket, "nightly", "02-b").id()).isEqualTo("02-b");
    assertThat(ReadExport.find(bucket, "nightly", WrittenExport.TABLE_ARN + "/export/01-a").id())
        .isEqualTo("01-a");
    assertRefused(() -> ReadExport.find(bucket, "nightly", "03-c"), "no export 03-c", "nightly");
    assertRefused(
        () -> ReadExport.find(bucket, "nightly/AWSDynamoDB/01-a", "02-b"), "no export 02-b");
  }

  @Test
  void theOneFullExportIsFoundAmongOthers() {
    WrittenExport.full(bucket, "nightly", "01-a").file("a.json.gz", A).finish();
    WrittenExport.incremental(bucket, "nightly", "NEW_IMAGE").finish();
    WrittenExport.full(bucket, "nightly", "03-c").start();

    assertThat(ReadExport.find(bucket, "nightly").id()).isEqualTo("01-a");
  }

  @Test
  void whereThereIsNoExportThatIsSaid() {
    assertRefused(
        () -> ReadExport.find(bucket, "nightly"), "There is no export", "nightly. Give the prefix");

    WrittenExport.full(bucket, "nightly").start();

    assertRefused(
        () -> ReadExport.find(bucket, "nightly"),
        "nightly/AWSDynamoDB/" + WrittenExport.ID + " is not finished");
  }

  @Test
  void anIncrementalExportIsRefusedAsAFullOne() {
    WrittenExport.incremental(bucket, "", "NEW_AND_OLD_IMAGES").finish();

    Export export = ReadExport.find(bucket, "");

    assertRefused(export::requireFull, "incremental", "Give a full export");
    assertThat(export.requireIncremental())
        .isEqualTo(
            new ExportExtent.Incremental(
                Instant.parse("2020-11-04T07:00:00Z"),
                Instant.parse("2020-11-04T08:00:00Z"),
                true));
  }

  @Test
  void aFullExportIsRefusedAsAnIncrementalOne() {
    WrittenExport.full(bucket, "").finish();

    assertRefused(ReadExport.find(bucket, "")::requireIncremental, "is a full one");
  }

  @Test
  void anExportOfAnotherTableIsRefused() {
    WrittenExport.full(bucket, "").finish();
    Export export = ReadExport.find(bucket, "");

    export.requireTable("orders", WrittenExport.TABLE_ID);
    export.requireTable("orders", "");
    export.requireTable(WrittenExport.TABLE_ARN, "");
    assertRefused(
        () -> export.requireTable("customers", ""), WrittenExport.TABLE_ARN, "'customers'");
    assertRefused(
        () -> export.requireTable(WrittenExport.TABLE_ARN.replace("123456789012", "2"), ""),
        WrittenExport.TABLE_ARN);
    assertRefused(() -> export.requireTable("orders", "another-id"), "another-id", "made anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "outputFormat", "exportType"})
  void whatIsNotKnownIsRefused(String field) {
    WrittenExport.full(bucket, "").says(it -> it.put(field, "2099")).finish();

    assertRefused(
        () -> ReadExport.find(bucket, ""), "manifest-summary.json", "'2099' is not known");
  }

  @Test
  void anOutputViewThatIsNotKnownIsRefused() {
    WrittenExport.incremental(bucket, "", "KEYS").finish();

    assertRefused(() -> ReadExport.find(bucket, ""), "output view 'KEYS' is not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "tableArn", "exportTime", "itemCount", "outputFormat"})
  void whatTheSummaryDoesNotSayIsNamed(String field) {
    WrittenExport.full(bucket, "").says(it -> it.putNull(field)).finish();

    assertRefused(() -> ReadExport.find(bucket, ""), "does not say '" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest-summary.json", "manifest-files.json"})
  void aManifestWithAnotherChecksumIsRefused(String name) throws IOException {
    WrittenExport written = WrittenExport.full(bucket, "").file("a.json.gz", A).finish();
    Path file = written.folder().resolve(name);
    Files.writeString(file, Files.readString(file, StandardCharsets.UTF_8) + " ");

    assertRefused(() -> ReadExport.find(bucket, ""), file.toString(), "its MD5 is not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest-summary.md5", "manifest-files.json", "manifest-files.md5"})
  void aManifestThatIsMissingIsNamed(String name) throws IOException {
    WrittenExport written = WrittenExport.full(bucket, "").file("a.json.gz", A).finish();
    Files.delete(written.folder().resolve(name));

    assertRefused(() -> ReadExport.find(bucket, ""), "has no " + name);
  }

  @Test
  void aFileThatIsListedTwiceIsRefused() {
    WrittenExport.full(bucket, "").file("a.json.gz", A).listedAgain().finish();

    assertRefused(
        () -> ReadExport.find(bucket, ""), "manifest-files.json", "entry 2", "a.json.gz again");
  }

  @Test
  void aListThatLacksFilesIsRefused() {
    WrittenExport.full(bucket, "").file("a.json.gz", A).says(it -> it.put("itemCount", 2)).finish();

    assertRefused(
        () -> ReadExport.find(bucket, ""), "its files hold 1 items, and the summary counts 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage of a secret",
        "{\"itemCount\":1",
        "{\"itemCount\":\"x\",\"md5Checksum\":\"sQMSpEILNgoQmarvDFonGQ==\",\"dataFileS3Key\":\"k\"}",
        "{\"itemCount\":1,\"md5Checksum\":\"!\",\"dataFileS3Key\":\"k\"}",
        "{\"itemCount\":1,\"md5Checksum\":\"sQMSpEILNgoQmarvDFonGQ==\",\"dataFileS3Key\":\"a/../b\"}",
        "[1]"
      })
  void anEntryThatCannotBeReadIsNamed(String entry) throws IOException {
    WrittenExport written = WrittenExport.full(bucket, "").file("a.json.gz", A).finish();
    String first = Files.readString(written.folder().resolve("manifest-files.json"));
    written.rewrite("manifest-files", first + entry + "\n");

    assertRefused(() -> ReadExport.find(bucket, ""), "manifest-files.json", "entry 2");
  }

  private static void assertRefused(ThrowingCallable call, String... said) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.FATAL))
        .message()
        .contains(said)
        .doesNotContain("secret");
  }
}
