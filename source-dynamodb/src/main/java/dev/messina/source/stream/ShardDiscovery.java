package dev.messina.source.stream;

import dev.messina.plugin.Backoff;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.DescribeStreamRateLimiter.Share;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.fetch.FetchQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shards of one stream: lists all of them now and then, and the children of a shard when
 * it has ended. One call at a time, each at a time of the worker's budget; a page that is throttled
 * is asked for again, and the pages before it are kept. Used from the task's own thread.
 */
final class ShardDiscovery {

  private static final Logger LOG = LoggerFactory.getLogger(ShardDiscovery.class);

  /** A child may be listed late. After so many vain attempts the regular listing finds it. */
  private static final int ATTEMPTS_MAX = 6;

  /** Listings of many tables drift apart by it: an interval is up to this part shorter. */
  private static final double JITTER = 0.25;

  /** Told what a discovery finds, on the task's own thread. */
  interface Listener {

    /** A listing has ended. */
    void listed(ListedShards listed);

    /** A page was throttled or not answered and will be asked for again. */
    void repeated(Exception failure);

    /**
     * Shards cannot be listed, and repeating the call does not cure it.
     *
     * @param what the call in words, with its coordinates
     */
    void failed(String what, Exception failure);
  }

  private final String what;
  private final ShardLister lister;
  private final FetchQueue fetches;
  private final DescribeStreamRateLimiter budget;
  private final Clock clock;
  private final RandomGenerator random;
  private final Backoff backoff;
  private final Duration interval;
  private final Listener listener;
  private final Map<String, Sought> parents = new LinkedHashMap<>();
  private ShardListing current;
  private boolean underWay;
  private int failures;
  private Instant nextCall = Instant.MIN;
  private Instant nextListing = Instant.MIN;
  private boolean soon;
  private int pagesOfAll = 1;

  /**
   * @param table for messages
   * @param interval at most so long between two listings of all shards
   */
  ShardDiscovery(
      String table, ShardLister lister, DynamoDb dynamoDb, Duration interval, Listener listener) {
    this.what = "Table '" + table + "': listing the shards of its stream";
    this.lister = lister;
    this.fetches = dynamoDb.fetches();
    this.budget = dynamoDb.listings();
    this.clock = dynamoDb.clocks().steady();
    this.random = dynamoDb.random();
    this.backoff = FetchQueue.backoff(random);
    this.interval = interval;
    this.listener = listener;
  }

  /** Asks for what is due; cheap when nothing is. */
  void advance() {
    if (underWay) {
      return;
    }
    Instant now = clock.instant();
    if (current == null) {
      current = due(now);
    }
    if (current != null && isPast(nextCall, now)) {
      request();
    }
  }

  /**
   * Lists the children of a shard that has ended, until there is one or they have been asked for
   * often enough. Asked for a shard whose child is known it would be a wasted call.
   */
  void seekChildrenOf(String shard) {
    parents.putIfAbsent(shard, new Sought(Instant.MIN, 0));
  }

  /** Lists all shards, now, without a wait for the interval to pass. */
  void listSoon() {
    soon = true;
  }

  private ShardListing due(Instant now) {
    List<String> sought =
        parents.entrySet().stream()
            .filter(entry -> isPast(entry.getValue().next(), now))
            .map(Map.Entry::getKey)
            .toList();
    // One listing of all shards answers for every parent, and may take fewer calls.
    boolean many = sought.size() > pagesOfAll;
    if (soon || many || isPast(nextListing, now)) {
      soon = false;
      return lister.all();
    }
    return sought.isEmpty() ? null : lister.children(sought.get(0));
  }

  private void request() {
    underWay = true;
    Duration delay = budget.reserve(current.ofChildren() ? Share.CHILDREN : Share.ALL_SHARDS);
    Callable<ShardListPage> call = current.nextPage();
    fetches.request(
        new Fetch<>(Fetch.Lane.STREAM, what, () -> attempt(call), this::accept, this::fail), delay);
  }

  /** Passing failures are an answer, so that the next attempt has a time of the budget as well. */
  private static Attempt attempt(Callable<ShardListPage> call) throws Exception {
    try {
      return new Attempt(call.call(), null);
    } catch (RuntimeException e) {
      if (FailureKind.of(e).isTransient()) {
        return new Attempt(null, e);
      }
      throw e;
    }
  }

  private void accept(Attempt attempt) {
    underWay = false;
    if (attempt.failure() != null) {
      repeatLater(attempt.failure());
      return;
    }
    failures = 0;
    nextCall = Instant.MIN;
    budget.answered();
    current.accept(attempt.page());
    finishIfEnded();
  }

  private void repeatLater(RuntimeException failure) {
    budget.failed();
    failures++;
    Duration wait = backoff.after(failures);
    nextCall = clock.instant().plus(wait);
    if (Integer.bitCount(failures) == 1) {
      LOG.warn(
          "{}: page {} failed {} time(s), next attempt in {} ms or later: {}",
          what,
          current.pages() + 1,
          failures,
          wait.toMillis(),
          failure.toString());
    }
    listener.repeated(failure);
  }

  private void fail(Exception failure) {
    underWay = false;
    if (!current.survives(failure)) {
      current = null;
      Instant now = clock.instant();
      nextListing = now.plus(jittered());
      parents.replaceAll((parent, sought) -> sought.again(now, backoff));
      listener.failed(what, failure);
      return;
    }
    finishIfEnded();
  }

  private void finishIfEnded() {
    if (!current.ended()) {
      return;
    }
    Instant now = clock.instant();
    ShardListing listing = current;
    current = null;
    if (!listing.ofChildren()) {
      pagesOfAll = listing.pages();
      nextListing = now.plus(jittered());
    }
    settle(listing, now);
    listener.listed(listing.shards());
  }

  private void settle(ShardListing listing, Instant now) {
    Set<String> found =
        listing.shards().shards().stream()
            .filter(shard -> shard.parent() != null)
            .map(ShardDescription::parent)
            .collect(Collectors.toSet());
    parents.keySet().removeAll(found);
    if (!listing.ofChildren()) {
      parents.replaceAll((parent, sought) -> sought.again(now, backoff));
    } else {
      parents.computeIfPresent(listing.parent(), (parent, sought) -> sought.again(now, backoff));
    }
    parents.values().removeIf(sought -> sought.attempts() == ATTEMPTS_MAX);
  }

  private Duration jittered() {
    double part = 1 - JITTER * random.nextDouble();
    return Duration.ofMillis((long) (interval.toMillis() * part));
  }

  /** The clock may be set back; a time that lies too far ahead counts as past. */
  private boolean isPast(Instant time, Instant now) {
    return !now.isBefore(time)
        || now.plus(interval).plus(FetchQueue.LONGEST_BACKOFF).isBefore(time);
  }

  private record Attempt(ShardListPage page, RuntimeException failure) {}

  private record Sought(Instant next, int attempts) {

    private Sought again(Instant now, Backoff backoff) {
      return new Sought(now.plus(backoff.after(attempts + 1)), attempts + 1);
    }
  }
}
