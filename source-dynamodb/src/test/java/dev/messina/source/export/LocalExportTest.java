package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.Settings;
import dev.messina.dynamodb.Settings.ExportPlace;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.Item;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports of the local DynamoDB's own writer give what a scan of it gives, in either format. */
class LocalExportTest {

  private static final int LARGE = 399_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void allTypesAreReadAsAScanReadsThem(String format) throws InterruptedException {
    try (ExportingTable table = table("pk:S")) {
      table.put(allTypes());
      table.put(Map.of("pk", string("alone")));
      table.put(Map.of("pk", string("large"), "text", string("ä\"".repeat(LARGE / 3))));
      table.put(
          Map.of(
              "pk",
              string("large bytes"),
              "bytes",
              AttributeValue.fromB(SdkBytes.fromByteArray(new byte[LARGE]))));

      assertReadAsScanned(table, format);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void keysOfTwoPartsAreReadAsAScanReadsThem(String format) throws InterruptedException {
    try (ExportingTable table = table("pk:B", "sk:N")) {
      for (String number : List.of("0", "-1.5", "1E+100", "1E-130", "600", "0.001")) {
        table.put(
            Map.of(
                "pk",
                AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})),
                "sk",
                number(number)));
      }

      assertReadAsScanned(table, format);
    }
  }

  @Test
  void anEmptyTableHasNoItems() throws InterruptedException {
    try (ExportingTable table = table("pk:S")) {
      assertReadAsScanned(table, "ION");
    }
  }

  @Test
  void changesInBothFormatsAreTheSame() throws InterruptedException {
    try (ExportingTable table = table("pk:S")) {
      table.put(Map.of("pk", string("before"), "n", number("1")));
      table.put(Map.of("pk", string("deleted")));
      table.passAnHour();
      Instant from = table.now();
      table.put(allTypes());
      table.put(Map.of("pk", string("before"), "n", number("600")));
      table.delete(Map.of("pk", string("deleted")));
      table.passAnHour();
      Instant to = table.now();

      List<ExportedChange> json = changes(table, "DYNAMODB_JSON", from, to);

      assertThat(json).hasSize(3);
      assertThat(json)
          .filteredOn(change -> change.newImage().isEmpty())
          .singleElement()
          .satisfies(
              change -> {
                assertThat(change.keys()).isEqualTo(Map.of("pk", string("deleted")));
                assertThat(change.oldImage()).isPresent();
                assertThat(change.writeTimestampMicros())
                    .isBetween(Epoch.micros(from), Epoch.micros(to));
              });
      assertThat(json)
          .extracting(change -> change.newImage().map(Item::json).orElse(""))
          .contains("{\"n\":{\"N\":\"600\"},\"pk\":{\"S\":\"before\"}}");
      assertThat(changes(table, "ION", from, to)).containsExactlyInAnyOrderElementsOf(json);
    }
  }

  private List<ExportedChange> changes(
      ExportingTable table, String format, Instant from, Instant to) throws InterruptedException {
    String id =
        table.exported(
            it ->
                it.exportFormat(format)
                    .exportType("INCREMENTAL_EXPORT")
                    .incrementalExportSpecification(
                        window ->
                            window
                                .exportFromTime(from)
                                .exportToTime(to)
                                .exportViewType("NEW_AND_OLD_IMAGES")));
    Path bucket = folder.resolve(ExportingTable.BUCKET);
    Export export = ReadExport.find(bucket, "", id);
    assertThat(export.requireIncremental()).isEqualTo(new ExportExtent.Incremental(from, to, true));
    return ReadExport.changes(bucket, export, table.keyNames());
  }

  @Test
  void theExportIsFoundByAnAddressInTheFileSystem() throws InterruptedException {
    try (ExportingTable table = table("pk:S")) {
      table.exported(it -> it.s3Prefix("nightly"));
      ExportLocation location =
          ExportLocation.parse(folder.resolve("backups/nightly").toUri().toString());

      Export export = Export.find(location.folderStore(), location, Optional.empty());

      export.requireTable(ExportingTable.NAME, "");
      assertThat(export.files()).hasSize(1);
    }
  }

  private void assertReadAsScanned(ExportingTable table, String format)
      throws InterruptedException {
    String id = table.exported(it -> it.exportFormat(format));
    Path bucket = folder.resolve(ExportingTable.BUCKET);
    Export export = ReadExport.find(bucket, "", id);

    List<Item> items = ReadExport.items(bucket, export, table.keyNames());

    assertThat(items).containsExactlyInAnyOrderElementsOf(table.scanned());
    assertThat(export.summary().format()).isEqualTo(ExportFormat.valueOf(format));
  }

  private static Map<String, AttributeValue> allTypes() {
    Map<String, AttributeValue> nested = new HashMap<>();
    nested.put("$ion_1_0", AttributeValue.fromBool(true));
    nested.put("a \"name\"\n of 'any' kind ä 😀", AttributeValue.fromNul(true));
    nested.put("numbers", AttributeValue.fromL(List.of(number("1E+20"), number("-0.5"))));
    nested.put("$10", string(""));
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", string("all"));
    item.put("string", string("line\r\n\t\u0001 ä \" \\ 'quoted' 😀 /"));
    item.put("empty", string(""));
    item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 10, 62, 63})));
    item.put("no bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])));
    item.put("true", AttributeValue.fromBool(true));
    item.put("false", AttributeValue.fromBool(false));
    item.put("null", AttributeValue.fromNul(true));
    item.put("list", AttributeValue.fromL(List.of(string("x"), AttributeValue.fromM(nested))));
    item.put("no elements", AttributeValue.fromL(List.of()));
    item.put("map", AttributeValue.fromM(nested));
    item.put("no entries", AttributeValue.fromM(Map.of()));
    item.put("SS", AttributeValue.fromSs(List.of("b", "a", "ä")));
    item.put("NS", AttributeValue.fromNs(List.of("600", "1.50", "-3", "1E-10")));
    item.put(
        "BS",
        AttributeValue.fromBs(
            List.of(SdkBytes.fromUtf8String("b"), SdkBytes.fromByteArray(new byte[] {0}))));
    List<String> numbers =
        List.of(
            "0",
            "-0",
            "100",
            "1E+2",
            "12.50",
            "-1.5E-130",
            "9.9999999999999999999999999999999999999E+125",
            "12345678901234567890123456789012345678",
            "0.00000000000000000000000000000000000001");
    IntStream.range(0, numbers.size()).forEach(i -> item.put("n" + i, number(numbers.get(i))));
    return item;
  }

  private ExportingTable table(String... key) {
    return new ExportingTable(
        LocalDynamoDb.start(Settings.defaults().exports(ExportPlace.TEMPORARY.folder(folder))),
        key);
  }

  private static AttributeValue string(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }
}
