package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.demo.workload.ItemLoader;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What {@code messina plan} writes, deployed as it is, carries the tables. */
@ExtendWith(SharedStack.class)
class PlanIT {

  private static final long SEED = 20_262;

  /** So many that their rate can be told. */
  private static final int CHANGES_BEFORE = 60;

  /** An attribute that no item had when the plan was made. */
  private static final String UNSEEN = "\"Reviewed\":{\"BOOL\":true},";

  @TempDir private Path folder;

  @Test
  void theTableOfTheDemo(Services services) throws Exception {
    ItemGenerator items = new ItemGenerator(SEED, Catalogue.ofDemo());
    SourceTable.create(services.dynamoDb(), "plan_demo");
    SourceTable.enableStream(services.dynamoDb(), "plan_demo");
    new ItemLoader(services.dynamoDb(), "plan_demo", items).load(400, written -> {});

    MessinaRun run =
        PlannedFolder.plan(services, folder, "plan_demo", "--keyspace", "planned_demo");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(kinds(run.json().at("/tables/0"))).doesNotContain("refused").contains("many_digits");
    try (PlannedFolder planned = new PlannedFolder(services, folder)) {
      planned.deploy();
      for (long number = 0; number < 100; number++) {
        Map<String, AttributeValue> item = items.item(350 + number, 1);
        services.dynamoDb().putItem(put -> put.tableName("plan_demo").item(item));
      }
      PlannedFolder.verify(List.of(planned));
      MessinaRun again =
          PlannedFolder.plan(
              services, folder.resolve("again"), "plan_demo", "--keyspace", "planned_demo");
      assertThat(kinds(again.json().at("/tables/0")))
          .contains("table_exists", "topic_exists", "connector_exists");
    }
  }

  @Test
  void theSampleTablesOfAws(Services services) throws Exception {
    Map<String, List<AttributeDefinition>> tables =
        Map.of(
            "ProductCatalog", List.of(StreamedTable.attribute("Id", ScalarAttributeType.N)),
            "Forum", List.of(StreamedTable.attribute("Name", ScalarAttributeType.S)),
            "Thread",
                List.of(
                    StreamedTable.attribute("ForumName", ScalarAttributeType.S),
                    StreamedTable.attribute("Subject", ScalarAttributeType.S)),
            "Reply",
                List.of(
                    StreamedTable.attribute("Id", ScalarAttributeType.S),
                    StreamedTable.attribute("ReplyDateTime", ScalarAttributeType.S)));
    Map<String, String> files =
        Map.of(
            "ProductCatalog", "product-catalog",
            "Forum", "forum",
            "Thread", "thread",
            "Reply", "reply");
    DynamoDbCall call = new DynamoDbCall(services.dynamoDbServer().endpoint());
    for (String table : tables.keySet()) {
      StreamedTable.create(services.dynamoDb(), table, tables.get(table));
      put(call, services, table, files.get(table), "");
    }

    MessinaRun run =
        PlannedFolder.plan(
            services,
            folder,
            "ProductCatalog",
            "Forum",
            "Thread",
            "Reply",
            "--keyspace",
            "planned_aws",
            "--names",
            "SNAKE_CASE");
    assertThat(run.exitCode()).as("%s %s", run.err(), run.out()).isZero();
    List<PlannedFolder> all = new ArrayList<>();
    try {
      for (String table : tables.keySet()) {
        PlannedFolder planned = new PlannedFolder(services, folder.resolve(table));
        all.add(planned);
        planned.deploySource();
      }
      all.forEach(PlannedFolder::deploySinks);
      for (String table : tables.keySet()) {
        put(call, services, table, files.get(table), UNSEEN);
      }
      PlannedFolder.verify(all);
    } finally {
      all.forEach(PlannedFolder::close);
    }
  }

  private static void put(
      DynamoDbCall call, Services services, String table, String file, String more)
      throws IOException {
    Path items = services.project().example("aws-samples/" + file + ".items.jsonl");
    for (String item : Files.readAllLines(items)) {
      String changed = "{" + more + item.substring(1);
      call.send("PutItem", "{\"TableName\":\"%s\",\"Item\":%s}".formatted(table, changed));
    }
  }

  @Test
  void aWideTableWithAnIndexUnderWrites(Services services) throws Exception {
    wide(services, "plan_wide", 300, 8);
  }

  @Test
  @Tag("soak")
  void fiftyThousandWideItems(Services services) throws Exception {
    wide(services, "plan_wider", 50_000, 1_000);
  }

  /**
   * @param readUnits a second that the snapshot may take: some seconds long
   */
  private void wide(Services services, String table, int count, int readUnits)
      throws IOException, InterruptedException, ExecutionException {
    assumeThat(services.dynamoDbServer().own())
        .as("the DynamoDB of the project tells which calls it had")
        .isPresent();
    WideTable wide = new WideTable(services.dynamoDb(), table);
    wide.create();
    wide.load(count);
    SourceTable.enableStream(services.dynamoDb(), table);
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Future<?> written = writer.submit(() -> wide.write(count, writing));
    try {
      Eventually.isTrue("there are changes to look at", () -> wide.written() > CHANGES_BEFORE);
      MessinaRun run =
          PlannedFolder.plan(
              services, folder, table, "--keyspace", table, "--rcu", Integer.toString(readUnits));
      assertThat(run.exitCode()).as("%s %s", run.err(), run.out()).isZero();
      try (PlannedFolder planned = new PlannedFolder(services, folder)) {
        assertThat(planned.sinks()).hasSize(2);
        PlanEstimates estimates = new PlanEstimates(services, planned, table);
        estimates.begin();
        planned.deploy();
        estimates.awaitSnapshot();
        PlannedFolder.verify(List.of(planned));
        writing.set(false);
        written.get();
        estimates.hold(run.json().at("/tables/0/estimate"));
      }
    } finally {
      writing.set(false);
      writer.shutdown();
    }
  }

  private static List<String> kinds(JsonNode table) {
    List<String> kinds = new ArrayList<>();
    table.path("findings").forEach(finding -> kinds.add(finding.path("kind").asText()));
    return kinds;
  }
}
