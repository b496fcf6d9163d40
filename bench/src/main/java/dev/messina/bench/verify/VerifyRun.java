package dev.messina.bench.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.messina.bench.Figures;
import dev.messina.bench.source.LocalCalls;
import dev.messina.bench.source.LocalTables;
import dev.messina.bench.source.Setting;
import dev.messina.stack.CassandraNode;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import dev.messina.verification.topic.TopicReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures a full pass and ends with one line: its rows per second and its processor time per row,
 * each as a multiple of what the bare loop takes in the same run, and its live heap with many items
 * as a multiple of that with few.
 */
public final class VerifyRun {

  private static final Path RESULTS = Path.of("bench", "target", "verify-results.json");
  private static final Path STACK = Path.of("bench", "target", "verify-stack");
  private static final Path STATE = Path.of("bench", "target", "verify-state");
  private static final int CASSANDRA_HEAP_MB = 2048;

  /**
   * How much is verified.
   *
   * @param few items of the table that is verified by turns, and of the one side of the heap's
   *     ratio
   * @param many items of the other side
   */
  private record Rounds(int warmUps, int counted, int few, int many, int dynamoDbHeapMegabytes) {
    static final Rounds QUICK = new Rounds(2, 5, 30_000, 300_000, 2_048);
    static final Rounds THOROUGH = new Rounds(2, 5, 100_000, 2_000_000, 8_192);
  }

  private final DynamoDbClient items;
  private final CqlSession session;
  private final TopicReader reader;
  private final List<Usage> bare = new ArrayList<>();
  private final List<Usage> pass = new ArrayList<>();

  private VerifyRun(DynamoDbClient items, CqlSession session, TopicReader reader) {
    this.items = items;
    this.session = session;
    this.reader = reader;
  }

  /** With {@code --quick} few items, else as many as the bound is about. */
  public static void main(String[] arguments) throws Exception {
    Rounds rounds = arguments.length == 0 ? Rounds.THOROUGH : Rounds.QUICK;
    try (LocalStack stack =
        LocalStack.in(STACK)
            .only(Service.KAFKA, Service.DYNAMODB, Service.CASSANDRA)
            .heapMegabytes(Service.DYNAMODB, rounds.dynamoDbHeapMegabytes())
            .heapMegabytes(Service.CASSANDRA, CASSANDRA_HEAP_MB)
            .fullSpeed(Service.KAFKA, Service.DYNAMODB, Service.CASSANDRA)
            .start()) {
      Setting setting = new Setting(stack.dynamoDb().endpoint(), stack.kafka().bootstrapServers());
      createTopics(setting.bootstrapServers());
      try (DynamoDbClient items =
              setting
                  .configured(DynamoDbClient.builder())
                  .httpClientBuilder(UrlConnectionHttpClient.builder())
                  .build();
          CqlSession session = connect(stack.cassandra());
          TopicReader reader =
              new TopicReader(
                  Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, setting.bootstrapServers()))) {
        VerifyRun run = new VerifyRun(items, session, reader);
        run.fill(new LocalTables(new LocalCalls(setting.dynamoDb())), rounds);
        run.compare(rounds);
        System.out.println(run.results(rounds));
      }
    }
  }

  static String topic(String table) {
    return "bench." + table;
  }

  private static void createTopics(String servers) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic("few"), 4, (short) 1),
                  new NewTopic(topic("many"), 4, (short) 1)))
          .all()
          .get();
    }
  }

  private static CqlSession connect(CassandraNode node) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(node.host(), node.port()))
        .withLocalDatacenter(node.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(
                    DefaultDriverOption.REQUEST_CONSISTENCY,
                    DefaultConsistencyLevel.LOCAL_QUORUM.name())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                .withDuration(
                    DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(60))
                .build())
        .build();
  }

  private void fill(LocalTables tables, Rounds rounds) {
    OrderRows.createKeyspace(session);
    Map.of("few", rounds.few(), "many", rounds.many())
        .forEach(
            (table, count) -> {
              tables.fillWithItems(table, count);
              OrderRows.createTable(session, table);
              OrderRows.copy(items, session, table);
              System.out.printf(Locale.ROOT, "%,d items and rows written%n", count);
            });
  }

  private void compare(Rounds rounds) {
    BareCompare loop = new BareCompare(items, session, "few");
    try (FullPassSide full = side("few")) {
      for (int round = 0; round < rounds.warmUps() + rounds.counted(); round++) {
        boolean counts = round >= rounds.warmUps();
        Usage ofLoop = Usage.of(loop::run);
        Usage ofPass = Usage.of(full::run);
        System.out.println("bare   " + ofLoop + (counts ? "" : "  (warm-up)"));
        System.out.println("verify " + ofPass + (counts ? "" : "  (warm-up)"));
        if (counts) {
          bare.add(ofLoop);
          pass.add(ofPass);
        }
      }
    }
  }

  private FullPassSide side(String table) {
    return new FullPassSide(items, session, reader, table, STATE.resolve(table));
  }

  private long liveHeap(String table) {
    try (FullPassSide full = side(table)) {
      return LiveHeap.during(full::run);
    }
  }

  /** Writes the file and gives the last line. */
  private String results(Rounds rounds) throws IOException {
    long resting = LiveHeap.now();
    long few = liveHeap("few");
    long many = liveHeap("many");
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("at", Instant.now().toString());
    results.put("processors", Runtime.getRuntime().availableProcessors());
    results.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    results.put("items", List.of(rounds.few(), rounds.many()));
    results.put("bare", medians(bare));
    results.put("verify", medians(pass));
    results.put(
        "live_heap_mb",
        Map.of("resting", megabytes(resting), "few", megabytes(few), "many", megabytes(many)));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(RESULTS.toFile(), results);
    System.out.println("Results: " + RESULTS + " " + results);
    return String.format(
        Locale.ROOT,
        "verify ratio=%.2f cpu_ratio=%.2f heap_ratio=%.2f",
        ratio(Usage::rowsPerSecond),
        ratio(Usage::cpuMicros),
        (double) many / few);
  }

  /** The median of the rounds' ratios, which what else goes on in the machine sways least. */
  private double ratio(ToDoubleFunction<Usage> what) {
    return Figures.median(
        IntStream.range(0, bare.size())
            .mapToObj(i -> what.applyAsDouble(pass.get(i)) / what.applyAsDouble(bare.get(i)))
            .toList());
  }

  private static Map<String, Object> medians(List<Usage> usages) {
    return Map.of(
        "rows_per_second",
        Figures.rounded(Figures.median(usages.stream().map(Usage::rowsPerSecond).toList()), 0),
        "cpu_us_per_row",
        Figures.rounded(Figures.median(usages.stream().map(Usage::cpuMicros).toList()), 1));
  }

  private static Object megabytes(long bytes) {
    return Figures.rounded(bytes / 1e6, 1);
  }
}
