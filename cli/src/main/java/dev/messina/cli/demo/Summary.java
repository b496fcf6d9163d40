package dev.messina.cli.demo;

import static java.util.stream.Collectors.joining;

import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.local.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

final class Summary {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Map<String, String> rows = new LinkedHashMap<>();

  Summary put(String name, String value) {
    rows.put(name, value);
    return this;
  }

  Summary writer(ChangeWriter writer) {
    String kinds =
        writer.countByKind().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().title()))
            .collect(joining(", "));
    return put(
        "changes written",
        "%,d: %s; %,d of them in bursts on hot keys"
            .formatted(writer.count(), kinds, writer.hotCount()));
  }

  Summary topic(TopicTally tally) {
    put("snapshot rows", "%,d in the topic".formatted(tally.snapshotRows()));
    put(
        "stream changes",
        "%,d created, %,d updated, %,d deleted in the topic"
            .formatted(tally.distinct("c"), tally.distinct("u"), tally.distinct("d")));
    return put(
        "duplicates",
        "%,d of %,d records were sent again".formatted(tally.duplicates(), tally.records()));
  }

  Summary kill(WorkerKill kill, long rowsAtKill, long items) {
    return put(
        "worker killed",
        "%s at %s, after %,d of %,d snapshot rows; back at %s"
            .formatted(
                kill.victimName(), time(kill.killedAt()), rowsAtKill, items, time(kill.backAt())));
  }

  Summary elapsed(Duration elapsed) {
    return put("elapsed", "%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart()));
  }

  Summary peakMemory(long bytes) {
    return put("peak memory", "%,d MB resident, all processes".formatted(bytes >> 20));
  }

  void print(Console console) {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach((name, value) -> console.line(("%-" + width + "s  %s").formatted(name, value)));
  }

  private static LocalTime local(Instant instant) {
    return LocalTime.ofInstant(instant, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String time(Instant instant) {
    return TIME.format(local(instant));
  }
}
