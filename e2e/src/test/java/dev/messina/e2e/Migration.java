package dev.messina.e2e;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.cli.compare.Comparer;
import dev.messina.cli.compare.CqlRows;
import dev.messina.cli.compare.DynamoDbItems;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.Drain;
import dev.messina.cli.demo.Pipeline;
import dev.messina.cli.demo.TopicTally;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.demo.workload.ItemLoader;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.CqlTarget;
import dev.messina.stack.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * One table on its way: a DynamoDB table, a source connector, a topic, a sink connector and a CQL
 * table, all of one name, which is put into the connectors.
 */
final class Migration implements AutoCloseable {

  static final long SEED = 20_261;

  /** How many items each {@link #drain} leaves in the table. */
  static final int WITNESSES = 100;

  private static final String WITNESS = "witness#";
  private static final String KEYSPACE = "e2e";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Site site;
  private final String name;
  private final TableMetadata target;
  private final ItemGenerator items;
  private final TopicTally tally;
  private List<Map<String, AttributeValue>> witnesses = List.of();
  private ConnectorFile source;
  private ConnectorFile sink;

  /**
   * Creates both tables, loads the first items of the generator and then switches the stream on, so
   * that the snapshot alone can bring them. Nothing is deployed yet.
   */
  Migration(Site site, String name, long count) {
    this.site = site;
    this.name = name;
    site.cql()
        .execute(
            "CREATE KEYSPACE IF NOT EXISTS "
                + KEYSPACE
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    site.cql().execute(tableStatement());
    site.keepTombstones(targetName());
    SourceTable.create(site.dynamoDb(), name);
    this.target = CqlTarget.metadata(site.cql(), targetName());
    this.items = new ItemGenerator(SEED, Catalogue.of(columns(target)));
    this.tally = new TopicTally(site.bootstrapServers(), topic());
    this.source =
        connector("source")
            .with("topic.prefix", "e2e")
            .with("tables", name)
            .with("control.topic", "e2e.control." + name)
            .with("stream.poll.idle.ms", "250");
    this.sink = connector("sink").with("topics", topic()).with("table.name", targetName());
    new ItemLoader(site.dynamoDb(), name, items).load(count, written -> {});
    SourceTable.enableStream(site.dynamoDb(), name);
    tally.start();
  }

  String topic() {
    return "e2e." + name;
  }

  /** Of the table at the source, and of the CQL table in the keyspace. */
  String name() {
    return name;
  }

  String targetName() {
    return KEYSPACE + "." + name;
  }

  ConnectorFile source() {
    return source;
  }

  ConnectorFile sink() {
    return sink;
  }

  Migration withSource(String key, String value) {
    source = source.with(key, value);
    return this;
  }

  Migration withSink(String key, String value) {
    sink = sink.with(key, value);
    return this;
  }

  /** Both connectors write and read this format. */
  Migration in(Format format, SchemaRegistry registry) {
    format.options(registry).forEach((key, value) -> withSource(key, value).withSink(key, value));
    return this;
  }

  TopicTally tally() {
    return tally;
  }

  Pipeline pipeline() {
    return new Pipeline(site.connect(), source, sink);
  }

  /** A writer that hits the first {@code itemCount} items. */
  ChangeWriter writer(long itemCount, long changes, int changesPerSecond, long heldBack) {
    return writer(new ChangeWriter.Settings(SEED, itemCount, changes, changesPerSecond, heldBack));
  }

  /** The same with a seed: a second writer with the first one's would write much of it again. */
  ChangeWriter writer(ChangeWriter.Settings settings) {
    return new ChangeWriter(site.dynamoDb(), name, items, settings);
  }

  void put(Map<String, AttributeValue> item) {
    site.dynamoDb().putItem(put -> put.tableName(name).item(item));
  }

  /** Deletes one of the generator's items. */
  void delete(long number) {
    delete(items.key(number));
  }

  void delete(Map<String, AttributeValue> key) {
    site.dynamoDb().deleteItem(delete -> delete.tableName(name).key(key));
  }

  void deploy() {
    pipeline().deploySource();
    pipeline().deploySink();
  }

  /** Stops the sink and has it forget its offsets; when it resumes, it reads the topic again. */
  void rewindSink() {
    site.connect().stop(sink.name());
    Eventually.isTrue(
        "the sink is stopped", () -> site.connect().status(sink.name()).tasks().isEmpty());
    site.connect().deleteOffsets(sink.name());
  }

  /**
   * Waits until everything written so far has its row, witnessed by items that are written now, so
   * many that each open shard of the stream has one, and by the rows of those before them, which
   * are deleted now: only the stream brings a delete, while a scan brings what is written too.
   */
  void drain() {
    List<Map<String, AttributeValue>> before = deleteWitnesses();
    if (before.isEmpty()) {
      writeWitnesses();
      await(() -> rows(witnesses) == witnesses.size());
      before = deleteWitnesses();
    }
    List<Map<String, AttributeValue>> deleted = before;
    writeWitnesses();
    await(() -> rows(witnesses) == witnesses.size() && rows(deleted) == 0);
  }

  /** Deletes the witnesses; those that are not there make no change, and are left out. */
  private List<Map<String, AttributeValue>> deleteWitnesses() {
    return witnesses.stream()
        .filter(
            witness ->
                site.dynamoDb()
                    .deleteItem(
                        delete ->
                            delete.tableName(name).key(witness).returnValues(ReturnValue.ALL_OLD))
                    .hasAttributes())
        .toList();
  }

  private void writeWitnesses() {
    String now = Long.toString(System.nanoTime());
    witnesses =
        IntStream.range(0, WITNESSES)
            .mapToObj(number -> ItemGenerator.key(WITNESS + number, now))
            .toList();
    witnesses.forEach(this::put);
  }

  /** How many of these have a row; all were written at one time, so that one query finds them. */
  private int rows(List<Map<String, AttributeValue>> items) {
    List<String> partitions =
        items.stream().map(item -> item.get(Catalogue.PARTITION_KEY).s()).toList();
    BigDecimal sort = new BigDecimal(items.get(0).get(Catalogue.SORT_KEY).n());
    return site.cql()
        .execute("SELECT pk FROM " + targetName() + " WHERE pk IN ? AND sk = ?", partitions, sort)
        .all()
        .size();
  }

  private void await(BooleanSupplier arrived) {
    new Drain(pipeline(), tally, arrived, PATIENCE).await(standing -> {});
  }

  Row row(Map<String, AttributeValue> key) {
    return site.cql()
        .execute(
            "SELECT * FROM " + targetName() + " WHERE pk = ? AND sk = ?",
            key.get(Catalogue.PARTITION_KEY).s(),
            new BigDecimal(key.get(Catalogue.SORT_KEY).n()))
        .one();
  }

  Verdict compare() {
    DynamoDbItems left = new DynamoDbItems(site.dynamoDb(), name);
    CqlRows right = new CqlRows(site.cql(), target, left.keyNames());
    return new Comparer(left, right, Optional.empty(), 5, compared -> {}).compare();
  }

  /** Every row with every cell and its write timestamp, as text; without those of witnesses. */
  Map<String, String> rowsWithWriteTimestamps() {
    String columns =
        target.getColumns().values().stream()
            .filter(column -> !target.getPrimaryKey().contains(column))
            .map(ColumnMetadata::getName)
            .map(column -> column.asCql(true))
            .map(column -> column + ", WRITETIME(" + column + ")")
            .collect(Collectors.joining(", "));
    Map<String, String> rows = new TreeMap<>();
    for (Row row : site.cql().execute("SELECT pk, sk, " + columns + " FROM " + targetName())) {
      String key = row.getObject(0) + "|" + row.getObject(1);
      if (!key.startsWith(WITNESS)) {
        rows.put(key, row.getFormattedContents());
      }
    }
    return rows;
  }

  /** Takes both connectors away; the tables stay for whoever wants to look at them. */
  @Override
  public void close() {
    tally.close();
    site.connect().delete(source.name());
    site.connect().delete(sink.name());
  }

  private ConnectorFile connector(String side) {
    return new ConnectorFile("e2e-" + name + "-" + side, connector(site, side).config());
  }

  /**
   * What connectors of tests begin with.
   *
   * @param side source or sink
   */
  static ConnectorFile connector(Site site, String side) {
    URL file = Migration.class.getResource(side + ".json");
    try {
      return ConnectorFile.read(Path.of(file.toURI())).at(site.addresses());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("Resources of tests are files", impossible);
    }
  }

  private static Map<String, String> columns(TableMetadata table) {
    return table.getColumns().values().stream()
        .collect(
            Collectors.toMap(
                column -> column.getName().asInternal(),
                column -> column.getType().asCql(true, true)));
  }

  private String tableStatement() {
    return "CREATE TABLE "
        + targetName()
        + """
(
 pk text, sk decimal,
 status text, total decimal, count bigint, small int, big varint, ratio double, active boolean, raw blob,
 "With Space" text, "dotted.name" text, "🙂" text,
 tags frozen<set<text>>, numbers frozen<set<decimal>>, blobs frozen<set<blob>>,
 names frozen<list<text>>, prices frozen<map<text, decimal>>, document text,
 PRIMARY KEY (pk, sk))""";
  }
}
