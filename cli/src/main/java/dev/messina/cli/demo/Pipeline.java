package dev.messina.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.ConnectorStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** A source and a sink on a Connect cluster, seen through Connect's REST API alone. */
public final class Pipeline {

  private final ConnectRest connect;
  private final ConnectorFile source;
  private final ConnectorFile sink;

  /** How much of the snapshot is known to be in the topic, by the committed offsets. */
  public record SnapshotProgress(int segmentsDone, int segments) {

    /** False also while nothing is committed yet. */
    public boolean isDone() {
      return segments > 0 && segmentsDone == segments;
    }
  }

  public Pipeline(ConnectRest connect, ConnectorFile source, ConnectorFile sink) {
    this.connect = connect;
    this.source = source;
    this.sink = sink;
  }

  public void deploySource() {
    connect.put(source);
  }

  public void deploySink() {
    connect.put(sink);
  }

  /**
   * @throws PipelineFailedException if a connector or a task has failed
   */
  public void rethrowFailure() {
    rethrowFailure(Stream.of(source, sink));
  }

  /** The same while there is no sink yet. */
  void rethrowFailureOfSource() {
    rethrowFailure(Stream.of(source));
  }

  private void rethrowFailure(Stream<ConnectorFile> connectors) {
    connectors
        .flatMap(connector -> connect.status(connector.name()).firstFailure().stream())
        .findFirst()
        .ifPresent(
            failure -> {
              throw new PipelineFailedException(failure);
            });
  }

  /** What of the two connectors does not run, in words. */
  public Optional<String> notRunning() {
    return Stream.of(source, sink)
        .map(connector -> connect.status(connector.name()))
        .filter(status -> !status.isRunning())
        .findFirst()
        .map(status -> "connector " + status.name() + " is " + states(status));
  }

  /** {@code host:port} of the worker that runs the source's first task; empty while none does. */
  public Optional<String> workerOfSourceTask() {
    return connect.status(source.name()).tasks().stream()
        .filter(task -> task.state().equals("RUNNING"))
        .map(ConnectorStatus.Task::workerId)
        .findFirst();
  }

  public SnapshotProgress snapshot() {
    List<JsonNode> offsets = connect.offsets(source.name());
    Optional<JsonNode> table =
        ofKind(offsets, "table").findFirst().map(entry -> entry.path("offset"));
    String epoch = table.map(offset -> offset.path("epoch_us").asText()).orElse("");
    long done =
        ofKind(offsets, "segment")
            .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
            .filter(entry -> entry.path("offset").path("done").asBoolean())
            .count();
    int segments = table.map(offset -> offset.path("total_segments").asInt()).orElse(0);
    return new SnapshotProgress((int) done, segments);
  }

  /** Ids of the shards that were read, by the committed offsets. */
  public Set<String> shards() {
    return shards(entry -> true);
  }

  /** Ids of the shards that were read to their end, by the committed offsets. */
  public Set<String> finishedShards() {
    return shards(entry -> entry.path("offset").path("finished").asBoolean());
  }

  private Set<String> shards(Predicate<JsonNode> which) {
    return ofKind(connect.offsets(source.name()), "shard")
        .filter(which)
        .map(entry -> entry.path("partition").path("shard").asText())
        .collect(Collectors.toSet());
  }

  /**
   * How many records the sink has not yet written and committed.
   *
   * @param readTo by partition the offset after the last record
   */
  public long sinkLag(Map<TopicPartition, Long> readTo) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (JsonNode entry : connect.offsets(sink.name())) {
      JsonNode partition = entry.path("partition");
      committed.put(
          new TopicPartition(
              partition.path("kafka_topic").asText(), partition.path("kafka_partition").asInt()),
          entry.path("offset").path("kafka_offset").asLong());
    }
    return readTo.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  private static Stream<JsonNode> ofKind(List<JsonNode> offsets, String kind) {
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals(kind));
  }

  private static String states(ConnectorStatus status) {
    return status.state()
        + ", its tasks are "
        + status.tasks().stream().map(ConnectorStatus.Task::state).toList();
  }
}
