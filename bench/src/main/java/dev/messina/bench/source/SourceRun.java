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
  private static final String FULL_SPEED = "-XX:TieredStopAtLevel=4";

  private final Setting setting;
  private final CannedProcess canned;
  private final SdkHttpClient http;

  private SourceRun(Setting setting, CannedProcess canned, SdkHttpClient http) {
    this.setting = setting;
    this.canned = canned;
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
                .jvmOptions(Service.KAFKA, FULL_SPEED)
                .jvmOptions(Service.DYNAMODB, FULL_SPEED)
                .start();
        CannedProcess canned = CannedProcess.start();
        SdkHttpClient http = Apache5HttpClient.builder().maxConnections(8).build()) {
      String kafka = stack.kafka().bootstrapServers();
      SourceRun run = new SourceRun(new Setting(canned.endpoint(), kafka), canned, http);
      if (only.equals("all") || only.equals("--latency")) {
        results.put(
            "latency",
            new Latency(new Setting(stack.dynamoDb().endpoint(), kafka), http).measure());
      }
      if (only.equals("all") || only.equals("--idle")) {
        results.put("idle", new IdleCost(run.setting, run.canned).measure());
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
            ? new Throughput.Rounds(3, 500_000, 5, 30_000, 300_000, Duration.ofSeconds(30))
            : new Throughput.Rounds(3, 400_000, 7, 50_000, 300_000, Duration.ofSeconds(60));
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
    try (DynamoDbClient client =
        setting.configured(DynamoDbClient.builder().httpClient(http)).build()) {
      return Throughput.measure(
          "scan",
          "scan",
          rounds,
          setting,
          (table, topic) ->
              BareLoop.scan(
                  client,
                  table,
                  Throughput.SEGMENTS,
                  new BareMessages(Setting.topic(table, table)),
                  topic),
          (table, topic) -> new TaskLoop(setting.connector(table, List.of(table)), topic));
    }
  }

  private Throughput stream(Throughput.Rounds rounds) throws Exception {
    try (DynamoDbStreamsClient client =
        setting.configured(DynamoDbStreamsClient.builder().httpClient(http)).build()) {
      return Throughput.measure(
          "stream",
          "stream-" + Throughput.SEGMENTS,
          rounds,
          setting,
          (table, topic) ->
              BareLoop.stream(
                  client,
                  CannedAnswers.streamArn(table),
                  new BareMessages(Setting.topic(table, table)),
                  topic),
          (table, topic) -> new TaskLoop(setting.connector(table, List.of(table)), topic));
    }
  }
}
