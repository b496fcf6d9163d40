package dev.messina.cli.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers in the text format of Prometheus, as gauges. */
public final class Gauges {

  private final List<String> lines = new ArrayList<>();

  /** Begins a metric; its values follow. */
  public Gauges metric(String name, String help) {
    lines.add("# HELP " + name + " " + help);
    lines.add("# TYPE " + name + " gauge");
    return this;
  }

  /**
   * @param labels in the order in which they are told
   */
  public Gauges value(String name, Map<String, String> labels, double value) {
    String told =
        labels.entrySet().stream()
            .map(label -> "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
            .collect(Collectors.joining(",", "{", "}"));
    lines.add(name + told + " " + value);
    return this;
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
