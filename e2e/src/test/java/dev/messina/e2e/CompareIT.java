package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.Messina;
import dev.messina.e2e.SharedStack.Services;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** {@code messina compare}, with which the demo on containers ends. */
@ExtendWith(SharedStack.class)
class CompareIT {

  private final StringWriter out = new StringWriter();

  @Test
  void theExitCodeSaysWhetherBothSidesAreTheSame(Services services) {
    StreamedTable.create(
        services.dynamoDb(),
        "compared",
        List.of(StreamedTable.attribute("id", ScalarAttributeType.S)));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE compared WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'replication_factor': 1}");
    services.cql().execute("CREATE TABLE compared.items (id text PRIMARY KEY, size int)");
    services
        .dynamoDb()
        .putItem(
            put ->
                put.tableName("compared")
                    .item(
                        Map.of(
                            "id", AttributeValue.fromS("secret-key"),
                            "size", AttributeValue.fromN("7"))));

    assertThat(compare(services, "--wait", "1")).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo("NOT IN SYNC: 1 items, 0 rows, 1 missing, 0 extra, 0 different\n");

    services.cql().execute("INSERT INTO compared.items (id, size) VALUES ('secret-key', 8)");
    assertThat(compare(services, "--show", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("secret-key", "size", "1 different");

    services.cql().execute("INSERT INTO compared.items (id, size) VALUES ('secret-key', 7)");
    assertThat(compare(services)).isZero();
    assertThat(out.toString())
        .isEqualTo("IN SYNC: 1 items, 1 rows, 0 missing, 0 extra, 0 different\n");
  }

  private int compare(Services services, String... more) {
    out.getBuffer().setLength(0);
    CommandLine command = Messina.commandLine().setOut(new PrintWriter(out));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare",
                "--dynamodb",
                services.addresses().dynamoDb().toString(),
                "--table",
                "compared",
                "--contact-point",
                services.addresses().cql(),
                "--local-datacenter",
                services.stack().cassandra().localDatacenter(),
                "--target",
                "compared.items"));
    arguments.addAll(List.of(more));
    return command.execute(arguments.toArray(String[]::new));
  }
}
