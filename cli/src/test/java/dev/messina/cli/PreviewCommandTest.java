package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PreviewCommandTest {

  private static final String MAPPING =
      """
      table: shop.users
      item_key: [pk, sk]
      when: {pk: "USER#{user_id}", sk: PROFILE}
      columns: {zip: address.zip}
      drop: address
      """;

  private static final String ITEMS =
      """
      {"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"},"address":{"M":{"zip":{"N":"98121"}}}}
      {"pk":{"S":"USER#1"},"sk":{"S":"ORDER#7"}}
      {"pk":{"S":"USER#2"},"sk":{"S":"PROFILE"},"address":{"S":"secret"}}

      {"Item":{"pk":{"S":"USER#3"},"sk":{"S":"PROFILE"},"raw":{"B":"AQI="}}}
      not JSON
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void printsOneObjectForEachItemInTheirOrder() throws IOException {
    assertThat(preview(MAPPING, ITEMS, "--json", "--skipped")).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"line\":1,\"table\":\"shop.users\",\"key\":{\"user_id\":\"1\"},"
                + "\"columns\":{\"zip\":\"98121\"}}",
            "{\"line\":2,\"skipped\":\"the item does not meet the mapping's 'when'\"}",
            "{\"line\":3,\"error\":\"Change record at items.jsonl-0@3: an item of table"
                + " 'items.jsonl', key [pk, sk]: attribute 'address' is of type S where the"
                + " mapping's path 'address.zip' expects M.\"}",
            "{\"line\":5,\"table\":\"shop.users\",\"key\":{\"user_id\":\"3\"},"
                + "\"columns\":{\"raw\":\"AQI=\"}}",
            "{\"line\":6,\"error\":\"the line is not JSON near character 4\"}");
    assertThat(err.toString().strip()).isEqualTo("messina: 2 rows, 1 skipped, 2 errors");
  }

  private static final String SCHEMA =
      """
      CREATE TABLE shop.users (
        user_id int PRIMARY KEY, age tinyint, price decimal, seen timestamp, tags set<text>);
      """;

  private static final String CHECKED =
      """
      {"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"},"age":{"N":"3"},"tags":{"SS":["a"]}}
      {"pk":{"S":"USER#x"},"sk":{"S":"PROFILE"}}
      {"pk":{"S":"USER#2"},"sk":{"S":"PROFILE"},"age":{"N":"300"},"prize":{"N":"1"}}
      {"pk":{"S":"USER#3"},"sk":{"S":"PROFILE"},"price":{"S":"12,50"}}
      {"pk":{"S":"ORDER#3"},"sk":{"S":"1"}}
      """;

  @Test
  void rowsAreHeldAgainstASchema() throws IOException {
    String mapping =
        "table: shop.users\nitem_key: [pk, sk]\nwhen: {pk: \"USER#{user_id}\", sk: PROFILE}\n";
    Path schema = Files.writeString(folder.resolve("schema.cql"), SCHEMA);
    assertThat(preview(mapping, CHECKED, "--schema", schema.toString(), "--errors", "--json"))
        .isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"line\":2,\"error\":\"column 'user_id' is int"),
            line ->
                assertThat(line)
                    .contains("column 'age' is tinyint", "no column 'prize'. Did you mean price?"),
            line -> assertThat(line).contains("column 'price' is decimal").doesNotContain("12,50"));
    assertThat(err.toString()).contains("messina: 1 rows, 1 skipped, 3 errors");
  }

  @Test
  void whatTheSinksFileSaysCounts() throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.cql"), SCHEMA);
    Path sink =
        Files.writeString(
            folder.resolve("sink.json"),
            """
            {"name": "s", "config": {"table.name": "shop.users", "unknown.columns": "ignore"}}""");
    String item = "{\"pk\":{\"S\":\"1\"},\"prize\":{\"N\":\"1\"}}\n";
    String mapping = "item_key: [pk]\nkey: [user_id]\ncolumns: {user_id: pk}\n";
    String[] options = {"--schema", schema.toString(), "--sink-file", sink.toString()};
    assertThat(preview(mapping, item, options)).isZero();
    assertThat(preview(mapping, item, options[0], options[1])).isEqualTo(1);
    assertThat(preview(mapping, item, options[0], options[1], "--target", "shop.user"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("The schema has no table shop.user. Did you mean shop.users?");
  }

  @Test
  void printsLinesForPeople() throws IOException {
    assertThat(preview(MAPPING, ITEMS.lines().findFirst().orElseThrow())).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "line 1, a row of shop.users",
            "  key     user_id = \"1\"",
            "  column  zip = \"98121\"");
  }

  @Test
  void onlyCountsWhatItSkipsUnlessAsked() throws IOException {
    String order = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"ORDER#7\"}}\n";

    assertThat(preview(MAPPING, order.repeat(3))).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("messina: 0 rows, 3 skipped, 0 errors");
  }

  @Test
  void showsWhatBecomesOfChanges() throws IOException {
    String changes =
        """
{"before":{"pk":{"S":"a"},"country":{"S":"IT"}},"after":{"pk":{"S":"a"},"country":{"S":"DE"}}}
{"before":{"pk":{"S":"a"},"country":{"S":"DE"}},"after":null}
{"before":null,"after":{"pk":{"S":"b"},"country":{"S":"IT"}}}
""";

    assertThat(preview("{item_key: pk, key: [country, pk]}", changes, "--json")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"line\":1,\"key\":{\"country\":\"DE\",\"pk\":\"a\"},\"columns\":{},"
                + "\"headers\":{\"messina.moved.from\":"
                + "\"key:{\\\"country\\\":\\\"IT\\\",\\\"pk\\\":\\\"a\\\"}\"}}",
            "{\"line\":2,\"key\":{\"country\":\"DE\",\"pk\":\"a\"},\"deleted\":true}",
            "{\"line\":3,\"key\":{\"country\":\"IT\",\"pk\":\"b\"},\"columns\":{}}");
    assertThat(err.toString()).contains("messina: 2 rows, 1 deletes, 0 skipped, 0 errors");
  }

  @Test
  void tellsADropThatDropsNothing() throws IOException {
    String items = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"x\"},\"old\":{\"S\":\"y\"}}";

    assertThat(preview("{item_key: [pk, sk], split: {pk: 'USER#{u}'}, drop: [u, old]}", items))
        .isZero();
    assertThat(err.toString())
        .contains("'drop' names 'u', which no item has")
        .doesNotContain("'old'");
  }

  @Test
  void takesTheKeyFromAnOption() throws IOException {
    String item = "{\"id\":{\"N\":\"1.0\"},\"expires\":{\"N\":\"1700000000\"}}";

    assertThat(preview("expiry: expires", item, "--json", "--key", "id")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"line\":1,\"key\":{\"id\":\"1\"},\"columns\":{\"expires\":\"1700000000\"},"
                + "\"headers\":{\"messina.expires.at\":1700000000}}");
  }

  @Test
  void asksForTheKey() throws IOException {
    assertThat(preview("", ITEMS)).isEqualTo(2);
    assertThat(err.toString()).startsWith("Which attributes are the items' key? Say --key");
  }

  @Test
  void tellsEveryMistakeOfTheMapping() throws IOException {
    assertThat(preview("drops: a\nwen: b", ITEMS, "--key", "pk")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "The mapping has mistakes:",
            "line 1, column 1: unknown key 'drops'; did you mean 'drop'?",
            "line 2, column 1: unknown key 'wen'; did you mean 'when'?");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThat(run("preview", "--mapping", "none.yaml", "--items", "none.jsonl")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--mapping none.yaml does not exist.");
  }

  @Test
  void warnsOfManyRowsInOnePartition() throws IOException {
    StringBuilder items = new StringBuilder();
    for (int item = 0; item < 200; item++) {
      items.append("{\"pk\":{\"S\":\"one\"},\"sk\":{\"N\":\"%d\"}}\n".formatted(item));
    }

    assertThat(preview("", items.toString(), "--key", "pk,sk")).isZero();
    assertThat(err.toString()).contains("200 of 200 rows have one value in the first key column");
  }

  private int preview(String mapping, String items, String... more) throws IOException {
    Path document = Files.writeString(folder.resolve("mapping.yaml"), mapping);
    Path file = Files.writeString(folder.resolve("items.jsonl"), items);
    String[] arguments = new String[more.length + 5];
    System.arraycopy(more, 0, arguments, 5, more.length);
    arguments[0] = "preview";
    arguments[1] = "--mapping";
    arguments[2] = document.toString();
    arguments[3] = "--items";
    arguments[4] = file.toString();
    return run(arguments);
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
