package dev.messina.bench.source;

import dev.messina.bench.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a task costs that has nothing to do: by its number of shards, and of tables. */
final class IdleCost {

  private static final List<Integer> SHARDS = List.of(1, 10, 100, 350, 700);
  private static final List<Integer> TABLES = List.of(1, 10, 100);

  /** Until all shards have been found, read, and seen to have nothing. */
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private static final Duration WINDOW = Duration.ofSeconds(15);

  private final Setting setting;
  private final CannedProcess canned;

  IdleCost(Setting setting, CannedProcess canned) {
    this.setting = setting;
    this.canned = canned;
  }

  /** For the file of results. */
  Map<String, Object> measure() throws Exception {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("without_task", cost(List.of(), "nothing"));
    for (int shards : SHARDS) {
      results.put(
          "one_table_" + shards + "_shards",
          cost(List.of("idle-" + shards + "-table"), shards + " shards of one table"));
    }
    for (int tables : TABLES) {
      results.put(
          tables + "_tables_of_one_shard",
          cost(
              IntStream.range(0, tables).mapToObj(i -> "idle-1-table" + i).toList(),
              tables + " tables of one shard"));
    }
    return results;
  }

  private Map<String, Object> cost(List<String> tables, String what) throws Exception {
    String prefix = "idle-" + System.nanoTime();
    List<String> names = new ArrayList<>();
    names.add(Setting.controlTopic(prefix));
    try (Topics topics = new Topics(setting.bootstrapServers());
        TopicWriter writer = new TopicWriter(setting.bootstrapServers())) {
      topics.create(names);
      TaskLoop task = new TaskLoop(setting.connector(prefix, tables), writer);
      if (!tables.isEmpty()) {
        task.start();
      }
      Thread.sleep(SETTLE.toMillis());
      Meter before = Meter.read(writer);
      long callsBefore = canned.calls();
      Thread.sleep(WINDOW.toMillis());
      long calls = canned.calls() - callsBefore;
      Meter after = Meter.read(writer);
      if (!tables.isEmpty()) {
        task.stop();
      }
      topics.delete(names);
      double seconds = (after.nanos() - before.nanos()) / 1e9;
      double cpuMillis = (after.cpuNanos() - before.cpuNanos()) / 1e6 / seconds;
      System.out.printf(
          Locale.ROOT,
          "idle: %-24s %7.2f ms CPU/s %7.1f calls/s%n",
          what,
          cpuMillis,
          calls / seconds);
      return Map.of(
          "cpu_ms_per_second", Figures.rounded(cpuMillis, 2),
          "calls_per_second", Figures.rounded(calls / seconds, 1));
    }
  }
}
