package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ConnectWorker;
import dev.messina.stack.DynamoDbShards;
import dev.messina.stack.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * {@code messina verify --continuous} under everything at once: hot keys, deletes, items that come
 * back, rows that end, rows that move, items that leave the target, shards that end, and a worker
 * that is killed. Nothing is ever wrong, so nothing may be told.
 */
@ExtendWith(SharedStack.class)
class VerifyThroughTroubleIT {

  private static final int ITEMS = 400;
  private static final int HOT_ITEMS = 8;
  private static final int WRITERS = 2;

  /** Of one writer; the short form shares its machine with other tests. */
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(50);

  private static final Duration BETWEEN_MANY_WRITES = Duration.ofMillis(10);
  private static final int SHARDS_MAX = 24;
  private static final List<String> STATES = List.of("open", "paid", "sent");

  private static final String MAPPING =
      """
      when: {kind: {equals: order}}
      key: [status, order_id]
      columns: {order_id: id}
      expiry: ends
      drop: kind
      """;

  @TempDir private Path folder;

  @Test
  void nothingIsToldThroughAKilledWorkerAndEndedShards(Services services)
      throws IOException, InterruptedException, ExecutionException {
    run(services, "verify_trouble", Duration.ZERO, BETWEEN_WRITES);
  }

  /** And after it, at rest, all is verified row by row and by digests. */
  @Tag("soak")
  @Test
  void nothingIsToldForTenMinutes(Services services)
      throws IOException, InterruptedException, ExecutionException {
    run(services, "verify_long_trouble", Duration.ofMinutes(10), BETWEEN_MANY_WRITES);
  }

  /**
   * @param least for how long there is trouble; at least one round of it
   * @param pause between two writes of one writer
   */
  private void run(Services services, String name, Duration least, Duration pause)
      throws IOException, InterruptedException, ExecutionException {
    createTables(services, name);
    deploy(services, name);
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> written =
        IntStream.range(0, WRITERS)
            .<Future<?>>mapToObj(
                writer -> writers.submit(() -> write(services, name, writer, pause, writing)))
            .toList();
    try {
      Eventually.isTrue("rows are there", () -> rows(services, name) >= 30);
      Instant end = Instant.now().plus(least);
      AtomicReference<Instant> calm = new AtomicReference<>();
      Path page = folder.resolve(name + ".html");
      EndedVerify verify =
          EndedVerify.of(
              services,
              source(name),
              sink(name),
              folder.resolve(name),
              least.plusMinutes(10),
              said -> {
                if (!least.isZero() && Instant.now().isAfter(end)) {
                  writing.set(false); // a busy machine may be far behind by then
                }
                if (calm.get() == null && !said.isEmpty()) {
                  trouble(services, name);
                  calm.set(Instant.now());
                } else if (calm.get() != null && isVerifiedUpTo(said, calm.get())) {
                  if (Instant.now().isAfter(end)) {
                    return true;
                  }
                  trouble(services, name);
                  calm.set(Instant.now());
                }
                return false;
              },
              "--report",
              page.toString());
      nothingIsTold(verify);
      thePageSaysTheSame(verify, page);
      if (!least.isZero()) {
        whatIsLookedAtAgainDoesNotGrow(verify);
      }
    } finally {
      writing.set(false);
      for (Future<?> one : written) {
        one.get();
      }
      writers.shutdown();
    }
    if (!least.isZero()) {
      atRest(services, name);
    }
    services.connect().delete(source(name));
    services.connect().delete(sink(name));
  }

  private static void nothingIsTold(EndedVerify verify) {
    assertThat(verify.exitCode()).as(verify.told()).isEqualTo(EndedVerify.ENDED);
    assertThat(verify.said())
        .filteredOn(line -> line.path("type").asText().equals("difference"))
        .isEmpty();
    assertThat(verify.generations())
        .as("no difference counts at any time")
        .allMatch(generation -> generation.path("settled").asInt() == 0);
    assertThat(verify.summary().path("verdict").asText()).as(verify.told()).isEqualTo("verified");
    assertThat(verify.summary().path("changes").asLong()).isPositive();
    assertThat(verify.summary().at("/as_items/compared").asLong()).isPositive();
  }

  private static void thePageSaysTheSame(EndedVerify verify, Path page) throws IOException {
    try (VerifyReport report = new VerifyReport(page)) {
      assertThat(report.text("#verdict")).isEqualTo(verify.summary().path("verdict").asText());
      assertThat(report.count("generations"))
          .isEqualTo(verify.summary().path("generations").asLong());
    }
  }

  /** Half of the generations of the last third have no more open than nearly all of the first. */
  private static void whatIsLookedAtAgainDoesNotGrow(EndedVerify verify) {
    List<Integer> open =
        verify.generations().stream().map(generation -> generation.path("open").asInt()).toList();
    List<Integer> first = open.subList(0, open.size() / 3).stream().sorted().toList();
    List<Integer> last = open.subList(open.size() * 2 / 3, open.size()).stream().sorted().toList();
    assertThat(last.get(last.size() / 2))
        .as("open differences: %s", open)
        .isLessThanOrEqualTo(first.get(first.size() * 9 / 10));
  }

  private static void atRest(Services services, String name) {
    for (String mode : List.of("--full", "--digest")) {
      VerifyRun rest = VerifyRun.of(services, source(name), sink(name), mode);
      assertThat(rest.differences()).as(mode).isEmpty();
      assertThat(rest.exitCode()).as(rest.told()).isZero();
    }
  }

  private static boolean isVerifiedUpTo(List<JsonNode> said, Instant time) {
    JsonNode last = said.get(said.size() - 1);
    String until = last.path("verified_frontier").asText("");
    return !until.isEmpty() && !until.equals("null") && Instant.parse(until).isAfter(time);
  }

  /** Shards end before and while a worker is away that nobody else asks. */
  private static void trouble(Services services, String name) {
    split(services, name);
    ServiceProcess worker =
        services.stack().connect().workers().stream()
            .filter(one -> !one.url().equals(services.addresses().connect()))
            .map(ConnectWorker::process)
            .findFirst()
            .orElseThrow();
    worker.kill();
    split(services, name);
    worker.start();
    worker.awaitHealthy();
  }

  /** Every open shard ends; there are no more than two dozen of them at a time. */
  private static void split(Services services, String name) {
    if (services.dynamoDbServer().own().isPresent()) {
      DynamoDbShards shards = services.dynamoDbServer().shards(name);
      if (shards.open().size() <= SHARDS_MAX / 2) {
        shards.split();
      } else {
        shards.rollOver();
      }
    }
  }

  private static void write(
      Services services, String name, int writer, Duration pause, AtomicBoolean writing) {
    SplittableRandom random = new SplittableRandom(writer);
    while (writing.get()) {
      int items = random.nextInt(2) == 0 ? HOT_ITEMS : ITEMS;
      String id = "of %d-%d".formatted(writer, random.nextInt(items));
      int dice = random.nextInt(20);
      if (dice < 3) {
        services
            .dynamoDb()
            .deleteItem(
                delete -> delete.tableName(name).key(Map.of("id", AttributeValue.fromS(id))));
      } else {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", AttributeValue.fromS(id));
        item.put("kind", AttributeValue.fromS(dice < 5 ? "draft" : "order"));
        item.put("status", AttributeValue.fromS(STATES.get(random.nextInt(STATES.size()))));
        item.put("total", AttributeValue.fromN(Integer.toString(random.nextInt(3))));
        if (dice > 16) {
          long seconds = dice == 17 ? 1_000 : random.nextInt(20);
          long ends = Instant.now().getEpochSecond() + seconds;
          item.put("ends", AttributeValue.fromN(Long.toString(ends)));
        }
        services.dynamoDb().putItem(put -> put.tableName(name).item(item));
      }
      rest(pause);
    }
  }

  private static void rest(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static long rows(Services services, String name) {
    return services
        .cql()
        .execute("SELECT count(*) FROM " + name + ".orders WHERE status = 'open'")
        .one()
        .getLong(0);
  }

  private static String source(String name) {
    return "from-" + name;
  }

  private static String sink(String name) {
    return "to-" + name;
  }

  private static void createTables(Services services, String name) {
    StreamedTable.create(
        services.dynamoDb(), name, List.of(StreamedTable.attribute("id", ScalarAttributeType.S)));
    services
        .dynamoDb()
        .updateTimeToLive(
            update ->
                update
                    .tableName(name)
                    .timeToLiveSpecification(ttl -> ttl.attributeName("ends").enabled(true)));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE "
                + name
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    services
        .cql()
        .execute(
            "CREATE TABLE "
                + name
                + ".orders (status text, order_id text, total int, ends bigint,"
                + " PRIMARY KEY (status, order_id))");
  }

  private static void deploy(Services services, String name) throws IOException {
    services
        .connect()
        .put(
            example(services, "source", source(name))
                .with("topic.prefix", "trouble")
                .with("tables", name)
                .with("control.topic", "trouble.control." + name));
    services
        .connect()
        .put(
            example(services, "sink", sink(name))
                .with("topics", "trouble." + name)
                .with("table.name", name + ".orders")
                .with("transforms.row.mapping", MAPPING));
  }

  private static ConnectorFile example(Services services, String side, String name)
      throws IOException {
    ConnectorFile example =
        ConnectorFile.read(services.project().example("simple-table/" + side + ".json"))
            .at(services.addresses());
    return new ConnectorFile(name, example.config());
  }
}
