package dev.messina.plugin;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options that Connect itself reads from a connector's configuration, up to Kafka 4.3.
 *
 * @param names those that are known by name
 * @param prefixes of those whose names have no end
 */
public record ConnectOptions(Set<String> names, List<String> prefixes) {

  private static final Set<String> OF_BOTH =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms",
          "predicates",
          "config.action.reload",
          "errors.tolerance",
          "errors.retry.timeout",
          "errors.retry.delay.max.ms",
          "errors.log.enable",
          "errors.log.include.messages");

  private static final List<String> PREFIXES_OF_BOTH =
      List.of(
          "key.converter.",
          "value.converter.",
          "header.converter.",
          "transforms.",
          "predicates.",
          "errors.",
          "producer.override.",
          "consumer.override.",
          "admin.override.");

  private static final ConnectOptions SOURCE =
      new ConnectOptions(
          union(
              Set.of(
                  "exactly.once.support",
                  "transaction.boundary",
                  "transaction.boundary.interval.ms",
                  "offsets.storage.topic")),
          Stream.concat(PREFIXES_OF_BOTH.stream(), Stream.of("topic.creation.")).toList());

  private static final ConnectOptions SINK =
      new ConnectOptions(
          union(
              Set.of(
                  "topics",
                  "topics.regex",
                  "errors.deadletterqueue.topic.name",
                  "errors.deadletterqueue.topic.replication.factor",
                  "errors.deadletterqueue.context.headers.enable")),
          PREFIXES_OF_BOTH);

  /** What Connect keeps beside a transform's own options, without the transform's prefix. */
  private static final ConnectOptions TRANSFORM =
      new ConnectOptions(Set.of("type", "plugin.version", "predicate", "negate"), List.of());

  public ConnectOptions {
    names = Set.copyOf(names);
    prefixes = List.copyOf(prefixes);
  }

  public static ConnectOptions ofSource() {
    return SOURCE;
  }

  public static ConnectOptions ofSink() {
    return SINK;
  }

  public static ConnectOptions ofTransform() {
    return TRANSFORM;
  }

  public boolean include(String option) {
    return names.contains(option) || prefixes.stream().anyMatch(option::startsWith);
  }

  private static Set<String> union(Set<String> own) {
    return Stream.concat(OF_BOTH.stream(), own.stream()).collect(Collectors.toSet());
  }
}
