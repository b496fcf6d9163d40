package dev.messina.bench.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.bench.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a task costs that has nothing to do: by its number of shards, and of tables. */
final class IdleCost {

  private static final List<Integer> SHARDS = List.of(1, 10, 100, 350, 700);
  private static final List<Integer> TABLES = List.of(1, 10, 100);

  /** Until all shards have been found, read, and seen to have nothing. */
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private static final Duration WINDOW = Duration.ofSeconds(15);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Setting setting;
  private final LocalCalls calls;
  private final LocalTables tables;

  IdleCost(Setting setting, LocalCalls calls, LocalTables tables) {
    this.setting = setting;
    this.calls = calls;
    this.tables = tables;
  }

  /** For the file of results. */
  Map<String, Object> measure() throws Exception {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("without_task", cost(List.of(), "nothing"));
    for (int shards : SHARDS) {
      tables.createIdle("idle-" + shards + "-table", shards);
      results.put(
          "one_table_" + shards + "_shards",
          cost(List.of("idle-" + shards + "-table"), shards + " shards of one table"));
    }
    List<String> made = new ArrayList<>();
    for (int count : TABLES) {
      while (made.size() < count) {
        made.add("idle-table-" + made.size());
        tables.createIdle(made.get(made.size() - 1), 1);
      }
      results.put(
          count + "_tables_of_one_shard", cost(List.copyOf(made), count + " tables of one shard"));
    }
    return results;
  }

  private Map<String, Object> cost(List<String> names, String what) throws Exception {
    String prefix = "idle-" + System.nanoTime();
    List<String> control = List.of(Setting.controlTopic(prefix));
    try (Topics topics = new Topics(setting.bootstrapServers());
        TopicWriter writer = new TopicWriter(setting.bootstrapServers())) {
      topics.create(control);
      TaskLoop task = new TaskLoop(setting.connector(prefix, names), writer);
      if (!names.isEmpty()) {
        task.start();
      }
      Thread.sleep(SETTLE.toMillis());
      calls.control("calls", "{\"record\":true}");
      Meter before = Meter.read(writer);
      Thread.sleep(WINDOW.toMillis());
      Meter after = Meter.read(writer);
      long answered = recordedCalls();
      if (!names.isEmpty()) {
        task.stop();
      }
      topics.delete(control);
      double seconds = (after.nanos() - before.nanos()) / 1e9;
      double cpuMillis = (after.cpuNanos() - before.cpuNanos()) / 1e6 / seconds;
      System.out.printf(
          Locale.ROOT,
          "idle: %-24s %7.2f ms CPU/s %7.1f calls/s%n",
          what,
          cpuMillis,
          answered / seconds);
      return Map.of(
          "cpu_ms_per_second", Figures.rounded(cpuMillis, 2),
          "calls_per_second", Figures.rounded(answered / seconds, 1));
    }
  }

  /** Stops recording; how many calls were answered while it went on. */
  private long recordedCalls() throws IOException {
    JsonNode recorded = JSON.readTree(calls.controlWithoutBody("GET", "calls"));
    calls.control("calls", "{\"record\":false}");
    calls.controlWithoutBody("DELETE", "calls");
    return recorded.path("calls").size();
  }
}
