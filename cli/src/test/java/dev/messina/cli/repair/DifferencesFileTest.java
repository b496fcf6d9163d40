package dev.messina.cli.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.TargetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DifferencesFileTest {

  private static final TargetTable TABLE = Tables.table(Map.of("pk", DataTypes.TEXT));
  private static final String SUMMARY = "{\"type\":\"summary\",\"verdict\":\"differences\"}\n";

  private LocalDynamoDb server;
  private DynamoDbClient client;
  private SourceItems items;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    server = LocalDynamoDb.start();
    client = new GivenDynamoDb(server.endpoint()).client();
    SourceTable.create(client, "source");
    items = new SourceItems(client, "source");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void eachDifferenceIsOneThingToMend() throws IOException {
    List<Wanted> wanted =
        read(
            difference("missing", "\"item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}"),
            difference("extra", "\"row\":{\"pk\":\"b\"},\"write_ts_us\":1796107365000000"),
            difference(
                "extra",
                "\"item\":{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"1\"}},\"row\":{\"pk\":\"d\"}"),
            difference("target_newer", "\"item\":{\"pk\":{\"S\":\"e\"},\"sk\":{\"N\":\"1\"}}"),
            "{\"type\":\"generation\",\"number\":1}\n",
            SUMMARY);

    assertThat(wanted)
        .extracting(Wanted::action)
        .containsExactly(Action.READ_AGAIN, Action.SWEEP, Action.READ_AGAIN_AND_SWEEP, Action.NONE);
    assertThat(wanted.get(0).kind()).contains(DifferenceKind.MISSING);
    assertThat(wanted.get(0).item())
        .hasToString("Optional[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}]");
    assertThat(wanted.get(1).item()).isEmpty();
    assertThat(wanted.get(1).seen().orElseThrow().writeMicros()).hasValue(1796107365000000L);
    assertThat(wanted.get(0).seen().orElseThrow().writeMicros()).isEmpty();
    assertThat(wanted.get(1).row()).hasToString("Optional[pk=b]");
  }

  @Test
  void aFileThatWasCutOffIsRefused() {
    assertThatThrownBy(() -> read(difference("extra", "\"row\":{\"pk\":\"b\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("has no summary: it is not the whole output of verify --json.");
  }

  @Test
  void whatIsNoDifferenceOfTheTableIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read(SUMMARY, "VERIFIED: secret\n"))
        .hasMessageStartingWith("Line 2 of ")
        .hasMessageEndingWith(" is not JSON.");
    assertThatThrownBy(() -> read(difference("missing", "\"item\":{\"id\":{\"S\":\"secret\"}}")))
        .hasMessageEndingWith("is no difference of table 'source': lacks key attribute 'pk'.");
    assertThatThrownBy(() -> read(difference("odd", "\"row\":{\"pk\":\"secret\"}")))
        .hasMessageEndingWith("is no difference of table 'source': its class is not known.");
    assertThatThrownBy(() -> read(difference("missing", "\"age_ms\":1")))
        .hasMessageContaining("is no difference of table 'source'");
  }

  private List<Wanted> read(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("differences.jsonl"), String.join("", lines));
    return DifferencesFile.read(file, items, TABLE);
  }

  private static String difference(String kind, String fields) {
    return "{\"type\":\"difference\",\"class\":\"%s\",%s,\"since\":\"2026-12-01T06:42:45.695Z\"}\n"
        .formatted(kind, fields);
  }
}
