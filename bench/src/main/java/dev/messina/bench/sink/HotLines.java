package dev.messina.bench.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a recording was met: each sample counts for one part of the program (the topmost frame that
 * belongs to one), for one line of the sink (the topmost of its frames, with all that it calls) and
 * for one method (the topmost frame).
 */
final class HotLines {

  private static final int SHOWN = 25;
  private static final String SINK = "dev.messina.sink";

  /** Class name prefixes and what they are; what is in none belongs to its caller. */
  private static final Map<String, String> PARTS =
      Map.of(
          SINK,
          "sink",
          "com.datastax.oss",
          "driver",
          "io.netty",
          "netty",
          "com.fasterxml.jackson",
          "converter",
          "org.apache.kafka",
          "converter",
          "dev.messina.bench",
          "loop");

  private final Set<Long> allocatingThreads = new HashSet<>();
  private final Tally parts = new Tally("processor time by part");
  private final Tally threads = new Tally("processor time by thread");
  private final Tally lines = new Tally("processor time by line of the sink, calls included");
  private final Tally methods = new Tally("processor time by method");
  private final Tally allocatingParts = new Tally("allocation by part");
  private final Tally allocatingLines = new Tally("allocation by line of the sink, calls included");
  private final Tally allocatedClasses = new Tally("allocation by class");

  private HotLines() {}

  /** What the recording of a process shows, as text. */
  static String read(Path recording) throws IOException {
    HotLines lines = new HotLines();
    // A file has its events in no order.
    RecordingFile.readAllEvents(recording).stream()
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .forEach(lines::add);
    return lines.toString();
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        parts.add(part(frames), 1);
        threads.add(event.getThread("sampledThread").getJavaName().replaceAll("[0-9]+", "N"), 1);
        line(frames).ifPresent(line -> lines.add(line, 1));
        methods.add(method(frames.get(0)), 1);
      }
      case "jdk.ObjectAllocationSample" -> {
        // A thread's first sample stands for all that it allocated before the recording.
        if (allocatingThreads.add(event.getThread().getId())) {
          return;
        }
        long bytes = event.getLong("weight");
        allocatingParts.add(part(frames), bytes);
        line(frames).ifPresent(line -> allocatingLines.add(line, bytes));
        allocatedClasses.add(event.getClass("objectClass").getName(), bytes);
      }
      default -> {
        // Recorded as well, and of no use here.
      }
    }
  }

  private static String part(List<RecordedFrame> frames) {
    return frames.stream()
        .map(frame -> frame.getMethod().getType().getName())
        .flatMap(name -> PARTS.keySet().stream().filter(name::startsWith))
        .findFirst()
        .map(PARTS::get)
        .orElse("other");
  }

  /** The topmost line of the sink, and the first method that it calls, if it does. */
  private static Optional<String> line(List<RecordedFrame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      RecordedFrame frame = frames.get(i);
      if (frame.getMethod().getType().getName().startsWith(SINK)) {
        String line = method(frame) + ":" + frame.getLineNumber();
        return Optional.of(i == 0 ? line : line + " > " + method(frames.get(i - 1)));
      }
    }
    return Optional.empty();
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  @Override
  public String toString() {
    return List.of(
            parts, threads, lines, methods, allocatingParts, allocatingLines, allocatedClasses)
        .stream()
        .map(Tally::toString)
        .collect(Collectors.joining("\n"));
  }

  /** Shares of a whole. */
  private static final class Tally {
    private final String title;
    private final Map<String, Long> counts = new HashMap<>();
    private long total;

    Tally(String title) {
      this.title = title;
    }

    void add(String what, long weight) {
      counts.merge(what, weight, Long::sum);
      total += weight;
    }

    @Override
    public String toString() {
      return counts.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(SHOWN)
          .map(
              entry ->
                  String.format("%5.1f %%  %s", 100.0 * entry.getValue() / total, entry.getKey()))
          .collect(Collectors.joining("\n", title + "\n", "\n"));
    }
  }
}
