package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.cli.connect.ConnectorFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {

  private static final Access NOTHING_SAID =
      new Access(null, null, null, null, null, null, null, Map.of());
  private static final ConnectorFile SOURCE =
      new ConnectorFile(
          "r",
          Map.of(
              "control.kafka.bootstrap.servers", "kafka:9092",
              "control.kafka.sasl.jaas.config", "${vault:kafka:jaas}",
              "tables", "orders"));
  private static final ConnectorFile SINK =
      new ConnectorFile(
          "w",
          Map.of(
              "scylladb.contact.points", "one:9042, [::1]:9043",
              "scylladb.password", "${vault:scylla:password}"));

  @Test
  void takesWhatTheConnectorsHave() {
    assertThat(NOTHING_SAID.contactPoints(SINK)).containsExactly("one:9042", "[::1]:9043");
    assertThat(NOTHING_SAID.username(SINK)).isEmpty();
  }

  @Test
  void whatTheUserSaysGoesFirst() {
    Access said =
        new Access(
            null,
            "two:9042",
            null,
            "me",
            "secret",
            null,
            "other:9092",
            Map.of("sasl.jaas.config", "x"));

    assertThat(said.contactPoints(SINK)).containsExactly("two:9042");
    assertThat(said.username(SINK)).isEqualTo("me");
    assertThat(said.password(SINK)).isEqualTo("secret");
    assertThat(said.kafkaSettings(SOURCE))
        .containsOnly(
            Map.entry("bootstrap.servers", "other:9092"), Map.entry("sasl.jaas.config", "x"));
  }

  @Test
  void whatIsHiddenMustBeSaid() {
    assertThatThrownBy(() -> NOTHING_SAID.kafkaSettings(SOURCE))
        .hasMessage(
            "Connector r has control.kafka.sasl.jaas.config from a config provider, which only its"
                + " worker can read; say --kafka-config.");
    assertThatThrownBy(() -> NOTHING_SAID.password(SINK))
        .hasMessageContaining("scylladb.password")
        .hasMessageEndingWith("say --password.");
    assertThatThrownBy(() -> NOTHING_SAID.kafkaSettings(new ConnectorFile("r", Map.of())))
        .hasMessage("Connector r does not tell its brokers; say --bootstrap-servers.");
  }
}
