package dev.messina.bench.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Measures the source and ends with one line. In most runs that is its rate in snapshot and stream,
 * and the greater of its processor times per record, each as a multiple of the bare loop's in the
 * same run.
 */
public final class SourceRun {

  private static final Path RESULTS = Path.of("bench", "target", "source-results.json");
  private static final Path STACK = Path.of("bench", "target", "source-stack");

  /** Of 350,000 items, as many stream records, and those that were read. */
  private static final int SERVER_HEAP_MB = 2048;

  /** More than a round takes. */
  private static final int RECORDS = 360_000;

  private final Setting setting;
  private final LocalCalls calls;
  private final LocalTables tables;
  private final SdkHttpClient http;

  private SourceRun(Setting setting, SdkHttpClient http) {
    this.setting = setting;
    this.calls = new LocalCalls(setting.dynamoDb());
    this.tables = new LocalTables(calls);
    this.http = http;
  }

  /**
   * With {@code --quick} short rounds and throughput only; with {@code --idle} or {@code --latency}
   * only that; else everything.
   */
  public static void main(String[] arguments) throws Exception {
    String only = arguments.length == 0 ? "all" : arguments[0];
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("at", Instant.now().toString());
    results.put("processors", Runtime.getRuntime().availableProcessors());
    String last = "";
    try (LocalStack stack =
            LocalStack.in(STACK)
                .only(Service.KAFKA, Service.DYNAMODB)
                .heapMegabytes(Service.DYNAMODB, SERVER_HEAP_MB)
                .fullSpeed(Service.KAFKA, Service.DYNAMODB)
                .start();
        SdkHttpClient http = Apache5HttpClient.builder().maxConnections(8).build()) {
      Setting setting = new Setting(stack.dynamoDb().endpoint(), stack.kafka().bootstrapServers());
      SourceRun run = new SourceRun(setting, http);
      if (only.equals("all") || only.equals("--latency")) {
        results.put("latency", new Latency(setting, http).measure());
      }
      if (only.equals("all") || only.equals("--idle")) {
        results.put("idle", new IdleCost(setting, run.calls, run.tables).measure());
      }
      if (only.equals("all") || only.equals("--quick")) {
        last = run.throughput(only.equals("--quick"), results);
      }
    }
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(RESULTS.toFile(), results);
    System.out.println("Results: " + RESULTS);
    System.out.println(last);
  }

  private String throughput(boolean quick, Map<String, Object> results) throws Exception {
    Throughput.Rounds rounds =
        quick
            ? new Throughput.Rounds(5, 5, 30_000, 300_000, Duration.ofSeconds(30))
            : new Throughput.Rounds(5, 9, 30_000, 300_000, Duration.ofSeconds(60));
    Throughput scan = scan(rounds);
    Throughput stream = stream(rounds);
    results.put("scan", scan.results());
    results.put("stream", stream.results());
    return String.format(
        Locale.ROOT,
        "source scan_ratio=%.2f stream_ratio=%.2f cpu_ratio=%.2f",
        scan.rate(),
        stream.rate(),
        Math.max(scan.cpu(), stream.cpu()));
  }

  private Throughput scan(Throughput.Rounds rounds) throws Exception {
    String table = "scanned";
    tables.fillWithItems(table, RECORDS);
    try (DynamoDbClient client =
        setting.configured(DynamoDbClient.builder().httpClient(http)).build()) {
      return Throughput.measure(
          new Throughput.Reading("scan", table, () -> new RawReader(calls).scan(table)),
          rounds,
          setting,
          (prefix, topic) ->
              BareLoop.scan(
                  client,
                  table,
                  Throughput.SEGMENTS,
                  new BareMessages(Setting.topic(prefix, table)),
                  topic),
          (prefix, topic) -> new TaskLoop(setting.connector(prefix, List.of(table)), topic));
    }
  }

  /** The clock is set back for each round: changes from long before a scan would be left out. */
  private Throughput stream(Throughput.Rounds rounds) throws Exception {
    String table = "changed";
    Instant written = tables.fillWithChanges(table, RECORDS);
    String arn = tables.streamArn(table);
    try (DynamoDbStreamsClient client =
        setting.configured(DynamoDbStreamsClient.builder().httpClient(http)).build()) {
      return Throughput.measure(
          new Throughput.Reading("stream", table, () -> new RawReader(calls).stream(arn)),
          rounds,
          setting,
          (prefix, topic) -> {
            tables.setClock(written);
            return BareLoop.stream(
                client, arn, new BareMessages(Setting.topic(prefix, table)), topic);
          },
          (prefix, topic) -> {
            tables.setClock(written);
            return new TaskLoop(setting.connector(prefix, List.of(table)), topic);
          });
    }
  }
}
