package dev.messina.cli.end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.verify.Migration;
import dev.messina.verification.expect.Deployed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemainsTest {

  private static final URI CONNECT = URI.create("http://worker:8083/");
  private static final ConnectorFile SOURCE =
      new ConnectorFile(
          "from", Map.of("tables", "orders", "topic.prefix", "shop", "control.topic", "control"));
  private static final ConnectorFile SINK =
      new ConnectorFile(
          "to", Map.of("topics", "shop.orders", "errors.deadletterqueue.topic.name", "rejected"));

  @Test
  void everythingIsListedWithItsCommand() {
    List<Remain> remains =
        Remains.of(
            migration(SOURCE), CONNECT, List.of(SOURCE, SINK), Optional.of("ALTER TABLE t;"));

    assertThat(remains)
        .containsExactly(
            new Remain("connector", "to", "curl -X DELETE http://worker:8083/connectors/to"),
            new Remain(
                "connector",
                "from",
                "curl -X PUT http://worker:8083/connectors/from/stop"
                    + " && curl -X DELETE http://worker:8083/connectors/from/offsets"
                    + " && curl -X DELETE http://worker:8083/connectors/from"),
            new Remain(
                "topic",
                "shop.orders",
                "kafka-topics --bootstrap-server BROKER --delete --topic shop.orders"),
            new Remain(
                "topic",
                "rejected",
                "kafka-topics --bootstrap-server BROKER --delete --topic rejected"),
            new Remain(
                "topic",
                "control",
                "kafka-topics --bootstrap-server BROKER --delete --topic control"),
            new Remain(
                "consumer_group",
                "connect-to",
                "kafka-consumer-groups --bootstrap-server BROKER --delete --group connect-to"),
            new Remain(
                "stream",
                "orders",
                "aws dynamodb update-table --table-name orders --stream-specification"
                    + " StreamEnabled=false"),
            new Remain("policy", "initial.json", "detach it from the role of the source"),
            new Remain("table_option", "shop.orders", "ALTER TABLE t;"));
  }

  @Test
  void whatOthersNeedStays() {
    ConnectorFile several = SOURCE.with("tables", "orders,lines").with("snapshot.mode", "no_data");
    ConnectorFile rehearsal = new ConnectorFile("rehearsal", Map.of("topics", "shop.orders"));
    List<Remain> remains =
        Remains.of(
            migration(several), CONNECT, List.of(several, SINK, rehearsal), Optional.empty());

    assertThat(how(remains, "from")).endsWith("(when all of its tables are over: orders, lines)");
    assertThat(how(remains, "shop.orders")).isEqualTo("keep it as long as it is read by rehearsal");
    assertThat(how(remains, "no-data.json")).isNotEmpty();
    assertThat(remains).noneMatch(one -> one.kind().equals("table_option"));
  }

  @Test
  void noSecretIsKept() {
    ConnectorFile secrets =
        new ConnectorFile(
            "from",
            Map.ofEntries(
                Map.entry("aws.access.key.id", "AKIA"),
                Map.entry("aws.secret.access.key", "s3cr3t"),
                Map.entry("aws.session.token", "s3cr3t"),
                Map.entry("control.kafka.sasl.jaas.config", "password=s3cr3t"),
                Map.entry("scylladb.password", "s3cr3t"),
                Map.entry("scylladb.username", "me"),
                Map.entry("ssl.keystore.key", "s3cr3t"),
                Map.entry("schema.registry.basic.auth.user.info", "me:s3cr3t"),
                Map.entry("schema.registry.url", "https://me:s3cr3t@registry"),
                Map.entry("ssl.key.password", "${file:/a:b}"),
                Map.entry("tables", "orders")));

    Map<String, String> shown = Secrets.hidden(secrets);
    assertThat(shown.toString()).doesNotContain("s3cr3t", "AKIA");
    assertThat(shown)
        .containsEntry("tables", "orders")
        .containsEntry("scylladb.username", "me")
        .containsEntry("ssl.key.password", "${file:/a:b}")
        .containsEntry("schema.registry.url", "https://[hidden]@registry")
        .hasSize(secrets.config().size());
  }

  private static Migration migration(ConnectorFile source) {
    return new Migration(
        source,
        new Deployed(SINK.name(), SINK.config()),
        SINK,
        "orders",
        "shop.orders",
        "shop.orders");
  }

  private static String how(List<Remain> remains, String name) {
    return remains.stream()
        .filter(one -> one.name().equals(name))
        .map(Remain::how)
        .findFirst()
        .orElse("");
  }
}
