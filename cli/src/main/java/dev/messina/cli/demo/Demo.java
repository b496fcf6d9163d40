package dev.messina.cli.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.cli.compare.Comparer;
import dev.messina.cli.compare.CqlRows;
import dev.messina.cli.compare.DynamoDbItems;
import dev.messina.cli.compare.ItemKey;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.demo.workload.ItemLoader;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.Console;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.cli.local.Pause;
import dev.messina.cli.local.Project;
import dev.messina.stack.LocalStack;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The main job once, on real services: a table is copied and followed while an application writes
 * to it and a worker dies; then every key is compared in both directions.
 */
public final class Demo {

  /** The table that it makes in DynamoDB. */
  public static final String TABLE = "messina_demo";

  /** So many that each open shard of the stream has one. */
  private static final int WITNESSES = 100;

  /** Nothing carries changes back to DynamoDB, and the demo can do without. */
  private static final Set<String> WAIVED = Set.of("rollback");

  private static final int DIFFERENCES_SHOWN = 10;
  private static final Duration REST_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);

  private final Project project;
  private final LocalStack stack;
  private final DemoSettings settings;
  private final Commands commands;
  private final Console console;

  /**
   * @param stack with two Connect workers that have loaded both plugins, and the DynamoDB of the
   *     settings
   */
  public Demo(
      Project project,
      LocalStack stack,
      DemoSettings settings,
      Commands commands,
      Console console) {
    this.project = project;
    this.stack = stack;
    this.settings = settings;
    this.commands = commands;
    this.console = console;
  }

  /** Names of the connectors that it posts, as the plan calls them. */
  public static List<String> connectors() {
    return List.of(TABLE + "-from-dynamodb", TABLE + "-to-scylla");
  }

  /**
   * @throws PipelineFailedException if a connector fails or nothing moves any more
   * @throws IOException if the plan's folder cannot be read
   */
  public DemoVerdict run() throws IOException {
    try (DynamoDbClient dynamoDb = new GivenDynamoDb(stack.dynamoDb().endpoint()).client();
        CqlSession cql =
            CqlTarget.session(
                stack.cassandra().contactPoint(), stack.cassandra().localDatacenter());
        MemoryWatch memory = new MemoryWatch(stack::residentBytes)) {
      boolean outlives = settings.dynamoDb().isEmpty() || settings.keep();
      try (DemoTable table = DemoTable.create(dynamoDb, TABLE, outlives)) {
        ItemGenerator items = new ItemGenerator(settings.seed(), Catalogue.ofDemo());
        load(table, items);
        Planned planned = plan();
        TableMetadata target = CqlTarget.metadata(cql, planned.sink().option("table.name"));
        Summary summary = new Summary();
        carry(dynamoDb, new CqlRows(cql, target, keyNames()), planned, items, summary);
        Optional<Boolean> ready = runbook().map(runbook -> runbook.ready(WAIVED));
        Verdict verdict = compare(dynamoDb, cql, target, planned.others());
        console.heading("Summary");
        summary.elapsed(console.elapsed()).peakMemory(memory.peakBytes()).print(console);
        return new DemoVerdict(ready, verdict);
      }
    }
  }

  /** None on a DynamoDB that was there before: what it tells of its shards need not be enough. */
  private Optional<Runbook> runbook() {
    return settings.dynamoDb().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Runbook(
                stack.connect().url(),
                connectors().get(0),
                connectors().get(1),
                stack.folder().resolve("verify"),
                console));
  }

  private ShardLife shards() {
    return settings.dynamoDb().isPresent()
        ? new UntouchedShards(settings.dynamoDb().get())
        : new EndedShards(stack.dynamoDb().shards(TABLE), console);
  }

  private void load(DemoTable table, ItemGenerator items) {
    console.heading(
        "Writing %,d items into table %s, seed %d"
            .formatted(settings.items(), TABLE, settings.seed()));
    try (Console.Meter meter = console.meter("items", settings.items())) {
      new ItemLoader(table.dynamoDb(), table.name(), items).load(settings.items(), meter::at);
    }
    SourceTable.enableStream(table.dynamoDb(), table.name());
    console.line("stream switched on: NEW_AND_OLD_IMAGES");
  }

  /** What it writes is deployed as it is. */
  private Planned plan() throws IOException {
    console.heading("messina plan " + TABLE);
    Addresses addresses =
        new Addresses(
            stack.kafka().bootstrapServers(),
            stack.connect().url(),
            stack.dynamoDb().endpoint(),
            stack.cassandra().contactPoint());
    Path folder = stack.folder().resolveSibling("plan");
    Planned planned = Planned.of(commands, addresses, TABLE, settings.items(), folder);
    console.line("%s written: %s".formatted(project.home().relativize(folder), planned.found()));
    planned.make();
    return planned;
  }

  private void carry(
      DynamoDbClient dynamoDb,
      CqlRows rows,
      Planned planned,
      ItemGenerator items,
      Summary summary) {
    Pipeline pipeline =
        new Pipeline(
            new ConnectRest(() -> stack.connect().url(), REST_PATIENCE),
            planned.source(),
            planned.sink());
    ShardLife shards = shards();
    try (TopicTally tally = new TopicTally(stack.kafka().bootstrapServers(), planned.topic());
        ChangeWriter writer = new ChangeWriter(dynamoDb, TABLE, items, settings.writer())) {
      tally.start();
      console.heading("Posting the plan's connectors and starting the writer");
      writer.start();
      pipeline.deploySource();
      console.line(planned.source().name() + " posted");
      awaitTopic(pipeline, tally);
      pipeline.deploySink();
      console.line(planned.sink().name() + " posted");
      snapshot(pipeline, tally, writer, shards, summary);
      writer.releaseRest();
      runbook()
          .ifPresent(
              runbook -> {
                runbook.status();
                runbook.verify();
                runbook.ready(Set.of());
              });
      catchUp(pipeline, tally, writer, dynamoDb, rows);
      summary.writer(writer).topic(tally);
      shards.sumUp(pipeline, summary);
    }
  }

  /** A sink is not posted before its topic is there. */
  private static void awaitTopic(Pipeline pipeline, TopicTally tally) {
    long deadline = System.nanoTime() + REST_PATIENCE.toNanos();
    while (tally.readTo().isEmpty()) {
      pipeline.rethrowFailureOfSource();
      if (System.nanoTime() > deadline) {
        throw new PipelineFailedException(
            "The source has made no topic for %d s; see the workers' logs."
                .formatted(REST_PATIENCE.toSeconds()));
      }
      Pause.of(Duration.ofMillis(500));
    }
  }

  private void snapshot(
      Pipeline pipeline, TopicTally tally, ChangeWriter writer, ShardLife shards, Summary summary) {
    console.heading("Snapshot, while the application writes");
    shards.split();
    Optional<WorkerKill> kill =
        settings.kill() ? Optional.of(new WorkerKill(stack, pipeline)) : Optional.empty();
    SnapshotUnderFire snapshot = new SnapshotUnderFire(pipeline, tally, writer, kill, console);
    snapshot.run(settings.items(), shards::rollOver);
    kill.ifPresent(over -> summary.kill(over, snapshot.rowsAtKill(), settings.items()));
  }

  private void catchUp(
      Pipeline pipeline,
      TopicTally tally,
      ChangeWriter writer,
      DynamoDbClient dynamoDb,
      CqlRows rows) {
    console.heading("Waiting for the application's last change");
    try (Console.Meter meter = console.meter("changes written", settings.changes())) {
      while (!writer.isDone()) {
        pipeline.rethrowFailure();
        meter.at(writer.count());
        Pause.of(Duration.ofMillis(500));
      }
      meter.at(writer.count());
    }
    List<ItemKey> witnesses = writeWitnesses(dynamoDb);
    runbook().ifPresent(Runbook::drain);
    Drain drain =
        new Drain(
            pipeline,
            tally,
            () -> rows.find(witnesses).stream().allMatch(Optional::isPresent),
            STANDSTILL_MAX);
    try (Console.Meter meter = console.meter("records applied", tally.records())) {
      drain.await(standing -> meter.at(standing.records() - standing.lag(), standing.records()));
    }
  }

  /** The last writes of all: when their rows are there, so is everything before them. */
  private List<ItemKey> writeWitnesses(DynamoDbClient dynamoDb) {
    List<String> names = IntStream.range(0, WITNESSES).mapToObj(i -> "witness#" + i).toList();
    for (String name : names) {
      dynamoDb.putItem(put -> put.tableName(TABLE).item(ItemGenerator.key(name, "0")));
    }
    return names.stream().map(name -> new ItemKey(List.of(name, BigDecimal.ZERO))).toList();
  }

  private Verdict compare(
      DynamoDbClient dynamoDb, CqlSession cql, TableMetadata target, Optional<String> others) {
    console.heading("Comparing every key, in both directions");
    DynamoDbItems source = new DynamoDbItems(dynamoDb, TABLE);
    Verdict verdict;
    try (Console.Meter meter = console.meter("items compared", settings.items())) {
      verdict =
          new Comparer(
                  source,
                  new CqlRows(cql, target, source.keyNames()),
                  others,
                  DIFFERENCES_SHOWN,
                  meter::at)
              .compare();
      meter.at(verdict.items(), verdict.items());
    }
    verdict.first().forEach(difference -> console.line(difference.toString()));
    return verdict;
  }

  private static List<String> keyNames() {
    return List.of(Catalogue.PARTITION_KEY, Catalogue.SORT_KEY);
  }
}
