package dev.messina.source.stream;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.offset.ResumedShard;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parents that belong to other tasks and of which nothing is heard for long, since their task has
 * failed perhaps. Where the shard is closed and holds nothing after its committed position, it is
 * at its end, whoever says so; otherwise its children go on waiting for its own task.
 */
final class StalledParents {

  private static final Logger LOG = LoggerFactory.getLogger(StalledParents.class);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The end of a shard need not come with its last record, nor at once. */
  private static final int PAGES_MAX = 30;

  private final StreamOrigin stream;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final ShardLineage lineage;

  StalledParents(StreamOrigin stream, ShardLineage lineage, DynamoDb dynamoDb) {
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.stream = stream;
    this.lineage = lineage;
  }

  /**
   * Looks at the parents that are waited for, as they are committed.
   *
   * @param committed of other tasks, and not finished
   */
  void advance(Map<SourcePartition.Shard, ResumedShard> committed) {
    Instant now = clocks.turn();
    lineage.movedBut(
        committed.keySet().stream().map(SourcePartition.Shard::shard).collect(Collectors.toSet()));
    committed.forEach(
        (partition, resumed) ->
            lineage.find(partition.shard()).ifPresent(shard -> advance(shard, resumed, now)));
  }

  private void advance(Shard shard, ResumedShard resumed, Instant now) {
    Optional<Instant> since =
        shard
            .unmoved()
            .filter(unmoved -> unmoved.offset().equals(resumed.start()))
            .map(Shard.Unmoved::since);
    if (since.isEmpty()) {
      shard.unmoved(resumed.start(), now);
    } else if (resumed.ahead().isEmpty() && now.isAfter(since.get().plus(PATIENCE))) {
      shard.unmoved(resumed.start(), now);
      look(shard.id(), resumed.start());
    }
  }

  private boolean isTrimmed(ShardOffset position) {
    long readUntil = Math.max(position.checkedMillis() * 1_000, stream.streamStartMicros());
    return readUntil < StreamOrigin.trimmedBeforeMicros(clocks.now());
  }

  private void look(String shard, ShardOffset position) {
    String what = stream.where(shard) + ": looking whether it is at its end";
    IteratorStart start =
        position.sequence() == null
            ? IteratorStart.trimHorizon()
            : IteratorStart.at(position.sequence());
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                what,
                () -> isAtEnd(shard, start, position.sequence()),
                atEnd -> accept(shard, position, atEnd),
                failure ->
                    LOG.warn("{} failed, its task has to say so: {}", what, failure.toString())),
            Duration.ZERO);
  }

  /** Reads on from the record at the position, on a fetch thread, as long as nothing else comes. */
  private boolean isAtEnd(String shard, IteratorStart start, String sequence) {
    String next = dynamoDb.streams().iterator(stream.arn(), shard, start);
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      StreamPage page = dynamoDb.streams().page(next, 2);
      if (!page.holdsNothingBut(sequence)) {
        return false;
      }
      if (page.nextIterator() == null) {
        return true;
      }
      next = page.nextIterator();
    }
    return false;
  }

  private void accept(String shard, ShardOffset position, boolean atEnd) {
    // Of a shard of which nothing is read, an end says nothing if it may have been trimmed by now.
    if (atEnd && position.sequence() == null && isTrimmed(position)) {
      LOG.warn("{}: waiting for its own task", stream.where(shard));
      return;
    }
    if (!atEnd) {
      LOG.warn(
          "{}: belongs to another task, which has not read it to its end for {} s or more; its"
              + " children wait. Look whether a task of this connector has failed",
          stream.where(shard),
          PATIENCE.toSeconds());
      return;
    }
    LOG.info("{}: at its end, though its own task has not said so", stream.where(shard));
    lineage.confirm(shard, position.finished(position.checkedMillis()));
  }
}
