package dev.messina.cli.demo;

import dev.messina.cli.local.Console;
import dev.messina.cli.local.Pause;
import dev.messina.stack.DynamoDbShards;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ends shards when it is asked to, as AWS does when it sees fit. */
final class EndedShards implements ShardLife {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final DynamoDbShards shards;
  private final Console console;
  private final Set<String> ended = new HashSet<>();

  EndedShards(DynamoDbShards shards, Console console) {
    this.shards = shards;
    this.console = console;
  }

  @Override
  public void split() {
    int before = end();
    console.line("%d shards split into %d".formatted(before, shards.split().size()));
  }

  @Override
  public void rollOver() {
    end();
    console.line("%d shards rolled over".formatted(shards.rollOver().size()));
  }

  @Override
  public void sumUp(Pipeline pipeline, Summary summary) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> read = read(pipeline);
    while (read.size() < ended.size() && System.nanoTime() < deadline) {
      Pause.of(LOOK);
      pipeline.rethrowFailure();
      read = read(pipeline);
    }
    summary.put(
        "shards",
        "%d of %d ended ones were read to their end".formatted(read.size(), ended.size()));
  }

  /** By the committed offsets. */
  private Set<String> read(Pipeline pipeline) {
    Set<String> read = pipeline.finishedShards();
    read.retainAll(ended);
    return read;
  }

  /** How many shards are open, all of which end now. */
  private int end() {
    List<String> open = shards.open();
    ended.addAll(open);
    return open.size();
  }
}
