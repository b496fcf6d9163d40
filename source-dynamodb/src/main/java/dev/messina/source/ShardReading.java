package dev.messina.source;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.read.Fetch;
import dev.messina.source.read.ShardReader;
import dev.messina.source.read.StampedChange;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the shards that have been begun, each to its end. */
final class ShardReading {

  private static final Logger LOG = LoggerFactory.getLogger(ShardReading.class);

  /** A shard whose changes are older than this is read without rest. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(10);

  /** So many changes in a page say that there are more. */
  private static final int FULL_PAGE = 100;

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final SourceRecords records;
  private final BiConsumer<ShardReader, Exception> whenGone;
  private final Consumer<String> whenEnded;
  private final ShardProgress progress;
  private final Map<String, ShardReader> readers = new LinkedHashMap<>();

  /**
   * @param whenGone decides about a shard that is no longer there
   * @param whenEnded told of each shard that was read to its end
   */
  ShardReading(
      TaskScope scope,
      StreamOrigin stream,
      SourceRecords records,
      BiConsumer<ShardReader, Exception> whenGone,
      Consumer<String> whenEnded) {
    this.scope = scope;
    this.stream = stream;
    this.records = records;
    this.whenGone = whenGone;
    this.whenEnded = whenEnded;
    this.progress = new ShardProgress(scope);
  }

  void advance() {
    progress.advance(readers.values());
  }

  /** Whether every shard that is being read has given a page. */
  boolean allAnswered() {
    return readers.values().stream().allMatch(ShardReader::answered);
  }

  void begin(Shard shard, ShardPosition position) {
    ShardReader reader =
        new ShardReader(
            scope.streams(),
            stream.arn(),
            shard,
            stream.partition(shard.id()),
            stream.epoch().cutMicros(),
            scope.config().stream().pageLimit(),
            position);
    readers.put(shard.id(), reader);
    LOG.info(
        "{}: read {}",
        stream.where(shard.id()),
        position.sequence() == null ? "from its start" : "on behind " + position.sequence());
    request(reader, Duration.ZERO);
  }

  /** Ends a shard: from now on its children wait only until this end is committed. */
  void finish(String shard, ShardPosition end) {
    readers.remove(shard);
    progress.forget(shard);
    scope.outbox().add(scope.control().carrier(stream.partition(shard), end));
  }

  private void request(ShardReader reader, Duration delay) {
    scope
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                stream.where(reader.partition().shard()) + ": reading a page",
                reader.nextPage(trimmedBeforeMicros()),
                page -> accept(reader, page),
                failure -> fail(reader, failure)),
            delay);
  }

  private void accept(ShardReader reader, StreamPage page) {
    Instant now = scope.clock().instant();
    String shard = reader.partition().shard();
    for (StampedChange change : reader.advance(page, now)) {
      scope
          .outbox()
          .addAll(
              records.change(
                  change.record(), reader.partition(), change.before(), change.position()));
      progress.sent(shard, change.position());
    }
    if (reader.position().finished()) {
      LOG.info("{}: read to its end", stream.where(shard));
      finish(shard, reader.position());
      whenEnded.accept(shard);
    } else {
      request(reader, rest(page, reader, now));
    }
  }

  private void fail(ShardReader reader, Exception failure) {
    switch (FailureKind.of(failure)) {
      case EXPIRED_ITERATOR -> {
        reader.reopen();
        request(reader, Duration.ZERO);
      }
      case TRIMMED -> {
        if (reader.reopenAtHorizon(trimmedBeforeMicros())) {
          request(reader, Duration.ZERO);
        } else {
          whenGone.accept(reader, failure);
        }
      }
      case GONE -> whenGone.accept(reader, failure);
      case TRANSIENT, FATAL ->
          throw StreamOrigin.stopped(
              stream.where(reader.partition().shard()) + ": reading a page", failure);
    }
  }

  private Duration rest(StreamPage page, ShardReader reader, Instant now) {
    long behindMicros = Epoch.micros(now) - reader.position().lineage().changeMicros();
    boolean more =
        page.records().size() >= FULL_PAGE || behindMicros > CATCHING_UP.toMillis() * 1_000;
    return more && !page.records().isEmpty() ? Duration.ZERO : scope.config().stream().pollIdle();
  }

  private long trimmedBeforeMicros() {
    return StreamOrigin.trimmedBeforeMicros(scope.clock().instant());
  }
}
