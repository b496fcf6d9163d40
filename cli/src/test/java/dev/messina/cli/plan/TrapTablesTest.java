package dev.messina.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that a hasty look would be wrong about. */
class TrapTablesTest {

  private static final String SECRET = "98765432109876543210987654321098765432";

  @TempDir private Path folder;

  @Test
  void typesThatChangeLateAreALossWithBothCounts() throws IOException {
    List<String> items = new ArrayList<>();
    for (int number = 0; number < 900; number++) {
      items.add(item(number, "\"size\":{\"N\":\"" + number + "\"}"));
    }
    for (int number = 900; number < 903; number++) {
      items.add(item(number, "\"size\":{\"S\":\"large\"}"));
    }
    PlanRun run = plan(items);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings()).containsExactly("loss mixed_type size");
    assertThat(run.attribute("size").path("types").toString()).isEqualTo("{\"N\":900,\"S\":3}");
    assertThat(run.attribute("size").path("column").asText()).isEqualTo("text");
    assertThat(run.table().path("findings").get(0).path("text").asText())
        .contains("N in 900, S in 3 items");
  }

  @Test
  void aSampleSaysWhatItMayHaveMissed() throws IOException {
    List<String> items = new ArrayList<>();
    for (int number = 0; number < 900; number++) {
      items.add(item(number, "\"size\":{\"N\":\"1\"}"));
    }
    PlanRun run = plan(items, "--sample", "300");

    assertThat(run.exitCode()).isZero();
    assertThat(run.findings()).containsExactly("note sampled");
    assertThat(run.table().path("findings").get(0).path("text").asText())
        .startsWith("300 of about 900 items")
        .contains("one item in 100");
    assertThat(run.table().path("estimate").path("items").asInt()).isEqualTo(900);
    assertThat(plan(items, "--sample", "300").out()).isEqualTo(run.out());
    assertThat(plan(items, "--sample", "300", "--seed", "2").json().path("tables")).hasSize(1);
  }

  @Test
  void onePartitionThatHoldsMuchOfTheTableIsToldWithItsShare() throws IOException {
    List<String> items = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      String partition = number % 3 == 0 ? "anon" : "p" + number;
      items.add("{\"pk\":{\"S\":\"" + partition + "\"},\"sk\":{\"N\":\"" + number + "\"}}");
    }
    PlanRun run = plan(items, "--key", "pk,sk:N");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings()).containsExactly("doubt huge_partition pk");
    assertThat(run.table().path("partitions").path("largest_items").asInt()).isEqualTo(100);
    assertThat(run.out()).doesNotContain("anon");
  }

  @Test
  void keysThatWouldBeOneAsNumbersStayTexts() throws IOException {
    PlanRun run = plan(List.of(key("7"), key("007"), key("8")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings()).containsExactly("doubt keys_collide pk");
    assertThat(run.attribute("pk").path("column").asText()).isEqualTo("text");
    assertThat(run.table().path("findings").get(0).path("text").asText())
        .startsWith("2 different values would be one with another as a number");
    assertThat(plan(List.of(key("7"), key("8"))).exitCode()).isZero();
  }

  @Test
  void numbersOf38DigitsAreDecimalsAndTold() throws IOException {
    PlanRun run = plan(List.of(item(1, "\"n\":{\"N\":\"" + SECRET + "\"}")));

    assertThat(run.findings()).containsExactly("doubt many_digits n");
    JsonNode seen = run.attribute("n");
    assertThat(seen.path("column").asText()).isEqualTo("decimal");
    assertThat(seen.path("digits").path("significant").asInt()).isEqualTo(38);
    assertThat(run.out()).doesNotContain(SECRET);
    assertThat(plan(List.of(item(1, "\"n\":{\"N\":\"" + SECRET + "\"}")), "--show-values").out())
        .contains(SECRET);
  }

  @Test
  void mapsWhoseNamesAreDataAreNotTakenForFields() throws IOException {
    List<String> items = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      items.add(
          item(
              number,
              "\"carts\":{\"M\":{\"byUser\":{\"M\":{\"user-%d\":{\"M\":{\"n\":{\"N\":\"1\"}}}}}}},"
                      .formatted(number)
                  + "\"address\":{\"M\":{\"zip\":{\"S\":\"1\"},\"town\":{\"S\":\"2\"}}}"));
    }
    PlanRun run = plan(items);

    assertThat(run.findings()).containsExactly("doubt keyed_by_data carts");
    assertThat(run.table().path("findings").get(0).path("text").asText())
        .contains("40 different names in 40 maps")
        .doesNotContain("user-1");
    assertThat(run.attribute("carts").path("depth").asInt()).isEqualTo(3);
  }

  @Test
  void namesThatBecomeOneColumnAreKept() throws IOException {
    PlanRun run =
        plan(
            List.of(item(1, "\"Id\":{\"S\":\"a\"},\"id\":{\"S\":\"b\"},\"orderNo\":{\"S\":\"c\"}")),
            "--names",
            "SNAKE_CASE",
            "--out",
            folder.resolve("plan").toString());

    assertThat(run.findings()).containsExactly("doubt names_collide");
    assertThat(Files.readString(folder.resolve("plan/mapping.yaml")))
        .contains("  Id: Id\n", "  id: id\n", "  order_no: orderNo\n");
  }

  @Test
  void expiriesInMillisecondsAreToldAndOnesThatAreSwitchedOffToo() throws IOException {
    List<String> items = List.of(item(1, "\"ends\":{\"N\":\"1900000000000\"}"));
    assertThat(plan(items, "--expiry", "ends").findings())
        .containsExactly("doubt expiry_unit ends");
    List<String> seconds = List.of(item(1, "\"expires\":{\"N\":\"1900000000\"}"));
    assertThat(plan(seconds).findings()).containsExactly("note expiry_off expires");
    assertThat(plan(seconds, "--expiry", "expires").findings()).isEmpty();
  }

  @Test
  void everyMixtureOfTypesHasARow() throws IOException {
    List<String> values =
        List.of(
            "{\"S\":\"\"}",
            "{\"N\":\"-1.5E3\"}",
            "{\"B\":\"/w==\"}",
            "{\"BOOL\":true}",
            "{\"NULL\":true}",
            "{\"SS\":[\"x\"]}",
            "{\"NS\":[\"1\"]}",
            "{\"BS\":[\"/w==\"]}",
            "{\"L\":[{\"NULL\":true}]}",
            "{\"M\":{\"a.b\":{\"NS\":[\"1\"]}}}");
    List<String> items = new ArrayList<>();
    for (int number = 0; number < values.size(); number++) {
      String alone = "\"only %d, `%d`\":%s".formatted(number, number, values.get(number));
      items.add(item(number, "\"not\":" + values.get(number) + "," + alone));
    }
    PlanRun run = plan(items, "--out", folder.resolve("plan").toString());

    assertThat(run.findings())
        .as(run.out())
        .containsExactly(
            "loss mixed_type not", "note typed_json not", "note typed_json only 9, `9`");
    assertThat(Files.readString(folder.resolve("plan/mapping.yaml")))
        .contains("  \"not\": {from: \"`not`\", as: dynamodb}\n".replace("\"not\":", "not:"));
    assertThat(Files.readString(folder.resolve("plan/sink.json")))
        .contains("\"column.conversions\" : \"not:base64\"");
    assertThat(Files.readString(folder.resolve("plan/README.md")))
        .contains("## Losses and doubts\n\n- loss at 'not' (mixed_type): it is B in 1,");
  }

  @Test
  void narrowTypesAreProposedWhereAllThatWasSeenFits() throws IOException {
    List<String> items =
        List.of(
            item(
                1,
                "\"whole\":{\"N\":\"7\"},\"part\":{\"N\":\"7.5\"},\"huge\":{\"N\":\"1E20\"},"
                    + "\"list\":{\"L\":[{\"S\":\"a\"}]},\"map\":{\"M\":{\"x\":{\"N\":\"1\"}}},"
                    + "\"deep\":{\"L\":[{\"L\":[]}]}"));
    PlanRun run = plan(items, "--narrow-types");

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(column(run, "whole")).isEqualTo("bigint");
    assertThat(column(run, "part")).isEqualTo("decimal");
    assertThat(column(run, "huge")).isEqualTo("decimal");
    assertThat(column(run, "list")).isEqualTo("frozen<list<text>>");
    assertThat(column(run, "map")).isEqualTo("frozen<map<text, decimal>>");
    assertThat(column(run, "deep")).isEqualTo("text");
    assertThat(column(plan(items), "whole")).isEqualTo("decimal");
  }

  private static String column(PlanRun run, String attribute) {
    return run.attribute(attribute).path("column").asText();
  }

  private PlanRun plan(List<String> items, String... more) throws IOException {
    Path file = folder.resolve("items.jsonl");
    Files.writeString(file, String.join("\n", items));
    List<String> arguments =
        new ArrayList<>(List.of("things", "--json", "--items", file.toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--key")) {
      arguments.addAll(List.of("--key", "pk"));
    }
    return PlanRun.of(arguments.toArray(String[]::new));
  }

  private static String item(int number, String attributes) {
    return "{\"pk\":{\"S\":\"k" + number + "\"}," + attributes + "}";
  }

  private static String key(String key) {
    return "{\"pk\":{\"S\":\"" + key + "\"}}";
  }
}
