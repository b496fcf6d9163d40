package dev.messina.source.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** The iterators over the shards of {@link FakeDynamoDb}: they expire, and so does what is read. */
final class FakeIterators {

  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Clock clock;
  private IntSupplier emptyPages = () -> 0;
  private boolean startForgiven;
  private final Map<String, Iterator> issued = new HashMap<>();

  FakeIterators(Clock clock) {
    this.clock = clock;
  }

  /** How many empty pages come before the next one with records, or before the shard's end. */
  void emptyPages(IntSupplier count) {
    emptyPages = count;
  }

  void forgiveStart(boolean forgive) {
    startForgiven = forgive;
  }

  /**
   * A new iterator.
   *
   * @param shard null if there never was such a shard
   */
  String open(FakeShard shard, IteratorStart start) {
    if (shard == null || shard.gone) {
      throw noShard();
    }
    if (shard.horizonFails && start.sequence() == null) {
      throw trimmed();
    }
    if (shard.startFails && Long.toString(shard.firstSequence).equals(start.sequence())) {
      throw trimmed();
    }
    int index =
        start.sequence() == null ? shard.trimmed : shard.indexOf(Long.parseLong(start.sequence()));
    if (startForgiven && Long.toString(shard.firstSequence).equals(start.sequence())) {
      index = Math.max(index, shard.trimmed);
    }
    if (index < shard.trimmed) {
      throw trimmed();
    }
    return issue(shard, index, emptyPages.getAsInt());
  }

  /**
   * A page.
   *
   * @param beforeRead told of the shard when nothing stands in the way of reading it
   */
  StreamPage page(String iterator, int limit, Consumer<String> beforeRead) {
    Iterator from = issued.get(iterator);
    if (clock.instant().isAfter(from.at().plus(LIFE))) {
      throw ExpiredIteratorException.builder().message("expired").build();
    }
    FakeShard shard = from.shard();
    if (shard.gone) {
      throw noShard();
    }
    if (from.index() < shard.trimmed) {
      throw trimmed();
    }
    beforeRead.accept(shard.id);
    if (from.emptyPages() > 0) {
      return new StreamPage(List.of(), issue(shard, from.index(), from.emptyPages() - 1));
    }
    int to = Math.min(shard.records.size(), from.index() + limit);
    List<StreamRecord> page = List.copyOf(shard.records.subList(from.index(), to));
    boolean atEnd = !shard.open && to == shard.records.size();
    int empty = page.isEmpty() ? 0 : emptyPages.getAsInt();
    return new StreamPage(page, atEnd && empty == 0 ? null : issue(shard, to, empty));
  }

  private String issue(FakeShard shard, int index, int empty) {
    String token = "iterator-" + issued.size();
    issued.put(token, new Iterator(shard, index, empty, clock.instant()));
    return token;
  }

  private static ResourceNotFoundException noShard() {
    return ResourceNotFoundException.builder().message("Invalid ShardId").build();
  }

  private static TrimmedDataAccessException trimmed() {
    return TrimmedDataAccessException.builder().message("trimmed").build();
  }

  private record Iterator(FakeShard shard, int index, int emptyPages, Instant at) {}
}
