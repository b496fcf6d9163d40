package dev.messina.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.cli.local.Project;
import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.control.Calls;
import dev.messina.dynamodb.control.Rule;
import dev.messina.dynamodb.control.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a plan asks of AWS is what {@code docs/iam/plan.json} permits, no more and no less. */
class PlanPermissionsTest {

  private static LocalDynamoDb server;

  @BeforeAll
  static void start() {
    server = LocalDynamoDb.start();
    try (DynamoDbClient client = new GivenDynamoDb(server.endpoint()).client()) {
      SourceTable.create(client, "orders");
      SourceTable.enableStream(client, "orders");
      for (int line = 0; line < 50; line++) {
        String sort = "" + line;
        client.putItem(
            put ->
                put.tableName("orders")
                    .item(
                        Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromN(sort))));
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void permitAll() {
    server.control().rules().clear();
    server.control().calls().clear();
    server.control().calls().record(true);
  }

  @Test
  void aPlanAsksForExactlyWhatItsPolicyPermits() throws IOException {
    assertThat(plan("orders", "--sample", "10").exitCode()).isZero();
    Set<String> planned = asked();
    assertThat(planned).doesNotContain("dynamodb:ListTables");

    PlanRun misspelt = plan("order");
    assertThat(misspelt.exitCode()).isEqualTo(2);
    assertThat(misspelt.err()).contains("orders");
    assertThat(asked()).isEqualTo(statements().keySet()).containsAll(planned);
  }

  @Test
  void theSourcesPolicyIsPartOfIt() throws IOException {
    assertThat(statements("initial")).isEqualTo(without(Set.of("TimeToLive", "Backups")));
  }

  private static Map<String, String> without(Set<String> words) throws IOException {
    Map<String, String> rest = statements();
    rest.keySet().removeIf(action -> words.stream().anyMatch(action::contains));
    return rest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeTable",
        "Scan",
        "GetItem",
        "DescribeStream",
        "GetShardIterator",
        "GetRecords"
      })
  void anActionThatTheSourceNeedsTooIsNamedWithItsStatement(String action) throws IOException {
    deny(action);
    PlanRun run = plan("orders");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Permission is missing: dynamodb:" + action + " on ", statement(action));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeTimeToLive", "DescribeContinuousBackups"})
  void anActionOfThePlanAloneIsADoubtWithItsStatement(String action) throws IOException {
    deny(action);
    PlanRun run = plan("orders", "--json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings()).contains("doubt unread");
    assertThat(run.out()).contains("dynamodb:" + action + " is refused", statement(action));
  }

  @Test
  void withoutAListOfTablesNoneIsNamed() {
    deny("ListTables");
    PlanRun run = plan("order");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("has no table order in", "Correct the name or --region.");
  }

  private static String statement(String action) throws IOException {
    return "(statement %s of docs/iam/plan.json)".formatted(statements().get("dynamodb:" + action));
  }

  private static PlanRun plan(String table, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = table;
    arguments[1] = "--dynamodb";
    arguments[2] = server.endpoint().toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return PlanRun.of(arguments);
  }

  private static void deny(String action) {
    server.control().rules().add(new Rule.Deny(Scope.ALL.operation(action)));
  }

  private static Set<String> asked() {
    return server.control().calls().all().stream()
        .map(Calls.Recorded::operation)
        .map(operation -> "dynamodb:" + operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> statements() throws IOException {
    return statements("plan");
  }

  /** The statement by each action that it permits. */
  private static Map<String, String> statements(String policy) throws IOException {
    Path file = Project.current().home().resolve("docs/iam/" + policy + ".json");
    Map<String, String> statements = new TreeMap<>();
    for (JsonNode one : new ObjectMapper().readTree(Files.readString(file)).path("Statement")) {
      one.path("Action")
          .forEach(action -> statements.put(action.asText(), one.path("Sid").asText()));
    }
    return statements;
  }
}
