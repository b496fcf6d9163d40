package dev.messina.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.verification.item.ItemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTest {

  @TempDir private Path folder;

  @Test
  void aSignalIsTheJsonThatTheSourceReads() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "{\"id\":{\"N\":\"7.0\"}}\n\n");
    List<ItemKey> keys = new ArrayList<>(KeyLines.read(file));
    assertThat(signal(SignalType.EXECUTE_SNAPSHOT, keys, OptionalDouble.empty()).value())
        .isEqualTo(
            "{\"id\":\"s-1\",\"type\":\"execute-snapshot\",\"data\":"
                + "{\"data-collections\":[\"orders\"],\"keys\":[{\"id\":{\"N\":\"7\"}}]}}");
    assertThat(signal(SignalType.THROTTLE_SNAPSHOT, List.of(), OptionalDouble.of(50)).value())
        .endsWith("{\"data-collections\":[\"orders\"],\"max-rcu\":50.0}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":{\"S\":\"a\"},\"b\":{\"S\":\"a\"},\"c\":{\"S\":\"a\"}}|one or two attributes",
        "{\"id\":{\"BOOL\":true}}|of type S, N or B",
        "{\"id\":{\"N\":\"x\"}}|its N is no number.",
        "{\"id\":\"a\"}|not DynamoDB JSON",
        "secret|not JSON",
        "''|There is no key in",
      })
  void whatIsNoKeyIsRefusedWithItsLine(String line, String told) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), line + "\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyLines.read(file))
        .withMessageContaining(told)
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
  }

  @Test
  void theTablesAreThoseThatTheSourceNamesOrHasFound() throws JsonProcessingException {
    ConnectorFile named = new ConnectorFile("s", Map.of("tables", "orders, users"));
    SourceTables tables = SourceTables.of(named, List.of());
    assertThat(tables.matching(List.of("orders", ".*"))).containsExactly("orders", "users");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.matching(List.of("order")))
        .withMessage(
            "Connector s reads no table order, and none that it matches. Did you mean orders?");
    assertThatIllegalArgumentException().isThrownBy(() -> tables.matching(List.of("[")));

    JsonNode offset =
        new ObjectMapper()
            .readTree(
                "{\"partition\":{\"table\":\"found\",\"kind\":\"table\"},\"offset\":{\"a\":1}}");
    ConnectorFile pattern = new ConnectorFile("s", Map.of("tables.regex", "f.*"));
    assertThat(SourceTables.of(pattern, List.of(offset)).names()).containsExactly("found");
  }

  @Test
  void theControlTopicIsNamedOrFollowsFromThePrefix() {
    assertThat(ControlTopic.of(new ConnectorFile("s", Map.of("topic.prefix", "shop"))))
        .isEqualTo("shop.control");
    assertThat(
            ControlTopic.of(
                new ConnectorFile("s", Map.of("topic.prefix", "shop", "control.topic", "c"))))
        .isEqualTo("c");
  }

  @Test
  void eachAnswerHasItsForm() {
    Signal signal = signal(SignalType.EXECUTE_SNAPSHOT, List.of(), OptionalDouble.empty());
    SignalAnswer followed =
        new SignalAnswer.Followed(OptionalLong.of(100), List.of("key 3 of 20: too big"));
    assertThat(SignalForms.lines(signal, followed))
        .containsExactly(
            "Signal s-1, execute-snapshot of orders: followed, epoch 100",
            "  not read: key 3 of 20: too big");
    assertThat(SignalForms.json(signal, followed))
        .hasToString(
            "{\"type\":\"signal\",\"id\":\"s-1\",\"signal\":\"execute-snapshot\","
                + "\"tables\":[\"orders\"],\"outcome\":\"followed\",\"epoch_us\":100,"
                + "\"refused_keys\":[\"key 3 of 20: too big\"]}");
    assertThat(SignalForms.lines(signal, new SignalAnswer.Refused("No.")))
        .containsExactly("Signal s-1, execute-snapshot of orders: refused. No.");
    assertThat(SignalForms.json(signal, new SignalAnswer.Unknown("Silence.")).path("reason"))
        .hasToString("\"Silence.\"");
    assertThat(SignalForms.json(signal, new SignalAnswer.Sent()).path("outcome"))
        .hasToString("\"sent\"");
  }

  private static Signal signal(SignalType type, List<ItemKey> keys, OptionalDouble maxRcu) {
    return new Signal("s-1", type, List.of("orders"), keys, maxRcu);
  }
}
