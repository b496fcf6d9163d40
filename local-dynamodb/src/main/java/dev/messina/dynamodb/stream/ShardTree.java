package dev.messina.dynamodb.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The shards of one stream and how they continue each other. At any time the open ones share all
 * hashes among them. What is due by the clock happens when it is asked for, as of when it was due.
 */
final class ShardTree {

  private static final int MOST_BY_THEMSELVES = 128;
  private static final String ID_PREFIX = "shardId-";
  private static final int MILLIS_DIGITS = 20;

  private final Supplier<StreamSettings> settings;
  private final Random random;
  private final NavigableMap<String, Shard> known = new TreeMap<>();
  private final NavigableMap<Long, Shard> open = new TreeMap<>(Long::compareUnsigned);
  private Shard oldest;

  ShardTree(Supplier<StreamSettings> settings, Instant at, Random random) {
    this.settings = settings;
    this.random = random;
    int count = shardSettings().count();
    for (int i = 0; i < count; i++) {
      Shard shard = add(Optional.empty(), HashRange.part(i, count), at);
      // They are rolled over one after the other, not all at the same time.
      shard.countFrom(at.minus(shardSettings().rollOver().dividedBy(count).multipliedBy(i)));
    }
    findOldest();
  }

  /** The shard that takes the changes of a partition key. */
  Shard open(long hash) {
    return open.floorEntry(hash).getValue();
  }

  /** A shard, with what is due by then trimmed; empty if it was forgotten, or never was. */
  Optional<Shard> find(String id, Instant now) {
    Shard shard = known.get(id);
    if (shard == null || isForgotten(shard, now)) {
      known.remove(id);
      return Optional.empty();
    }
    return Optional.of(shard);
  }

  /** All that are known, parents before their children. */
  Collection<Shard> all() {
    return known.values();
  }

  /** Rolls over whatever is due by then. */
  void rollOverUntil(Instant now) {
    while (oldest != null && !due(oldest).isAfter(now)) {
      rollOver(oldest, skipForgotten(due(oldest), now));
    }
  }

  /** Trims what is due by then, and forgets the shards of which nothing is left. */
  void trim(Instant now) {
    known.values().removeIf(shard -> isForgotten(shard, now));
  }

  /** Splits a shard that has taken too many changes in a minute. */
  void splitIfBusy(Shard shard, Instant at) {
    int busy = shardSettings().busy();
    if (busy > 0
        && shard.changesInMinute() > busy
        && shard.range().isDivisible()
        && open.size() < MOST_BY_THEMSELVES) {
      split(shard, at);
    }
  }

  List<Shard> rollOver(Shard shard, Instant at) {
    Optional<Shard> next = idleNeighbour(shard, at);
    if (next.isPresent()) {
      return merge(shard, next.get(), at);
    }
    close(shard, at);
    return continued(add(Optional.of(shard), shard.range(), at));
  }

  List<Shard> split(Shard shard, Instant at) {
    close(shard, at);
    return continued(
        add(Optional.of(shard), shard.range().lowerHalf(), at),
        add(Optional.of(shard), shard.range().upperHalf(), at));
  }

  /**
   * @param first whom the new shard names as its parent
   * @param second its neighbour
   */
  List<Shard> merge(Shard first, Shard second, Instant at) {
    close(first, at);
    close(second, at);
    Shard merged = add(Optional.of(first), first.range().with(second.range()), at);
    return continued(merged);
  }

  /** The open shard with the next higher hashes. */
  Optional<Shard> next(Shard shard) {
    return Optional.ofNullable(open.higherEntry(shard.range().first())).map(Map.Entry::getValue);
  }

  void closeAll(Instant at) {
    List.copyOf(open.values()).forEach(shard -> close(shard, at));
    oldest = null;
  }

  private Instant due(Shard shard) {
    return shard.countsFrom().plus(shardSettings().rollOver());
  }

  private boolean isForgotten(Shard shard, Instant now) {
    shard.trim(now, shardSettings().retention());
    Duration lingering = settings.get().listing().lingering();
    return shard.expired().filter(at -> !at.plus(lingering).isAfter(now)).isPresent();
  }

  /** After a long time without any call, shards that would be forgotten are not even made. */
  private Instant skipForgotten(Instant due, Instant now) {
    Duration period = shardSettings().rollOver();
    Duration memory =
        period.plus(shardSettings().retention()).plus(settings.get().listing().lingering());
    Duration forgotten = Duration.between(due, now.minus(memory));
    return forgotten.isNegative()
        ? due
        : due.plus(period.multipliedBy(forgotten.dividedBy(period)));
  }

  /**
   * A shard to merge with: there are more than in the beginning, and neither has anything left to
   * be read, so that it does not matter which one is the parent.
   */
  private Optional<Shard> idleNeighbour(Shard shard, Instant at) {
    Instant horizon = at.minus(shardSettings().retention());
    if (open.size() <= shardSettings().count() || !shard.lastChange().isBefore(horizon)) {
      return Optional.empty();
    }
    return next(shard).filter(next -> next.lastChange().isBefore(horizon));
  }

  private void close(Shard shard, Instant at) {
    open.remove(shard.range().first());
    shard.close(at, random.nextBoolean());
  }

  private Shard add(Optional<Shard> parent, HashRange range, Instant at) {
    String id = id(parent, at);
    Shard shard =
        new Shard(
            id,
            parent.map(Shard::id),
            range,
            at,
            parent.map(Shard::lastChange).orElse(Instant.MIN),
            slip(parent),
            random);
    known.put(id, shard);
    open.put(range.first(), shard);
    return shard;
  }

  /** The first shards have the right time. */
  private Duration slip(Optional<Shard> parent) {
    long most = shardSettings().slip().toMillis();
    return parent.isEmpty() || most == 0
        ? Duration.ZERO
        : Duration.ofMillis(random.nextLong(most + 1));
  }

  private List<Shard> continued(Shard... children) {
    findOldest();
    return List.of(children);
  }

  private void findOldest() {
    oldest = open.values().stream().min(Comparator.comparing(Shard::countsFrom)).orElse(null);
  }

  private ShardSettings shardSettings() {
    return settings.get().shards();
  }

  /** A child's id is behind that of its parent, so that a list of shards begins with parents. */
  private String id(Optional<Shard> parent, Instant at) {
    long after = parent.map(shard -> millis(shard.id()) + 1).orElse(0L);
    return String.format(
        Locale.ROOT,
        "%s%0" + MILLIS_DIGITS + "d-%08x",
        ID_PREFIX,
        Math.max(at.toEpochMilli(), after),
        random.nextInt());
  }

  private static long millis(String id) {
    return Long.parseLong(id.substring(ID_PREFIX.length(), ID_PREFIX.length() + MILLIS_DIGITS));
  }
}
