package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.TableState;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one stream of a table, as far as its shards belong to this task. A shard is listed, begun
 * ({@link ShardStart}), read ({@link ShardFetcher}) to its end, or to where it is gone ({@link
 * RetentionGap}), and forgotten ({@link ShardOffsetCleaner}).
 */
public final class StreamReader {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

  private static final Duration PARENT_CHECK_INTERVAL = Duration.ofMillis(500);

  /** Six hours before the oldest change is trimmed. */
  private static final Duration NEAR_THE_TRIM_HORIZON = Duration.ofHours(18);

  private final StreamOptions options;
  private final Clocks clocks;
  private final StreamOrigin stream;
  private final StreamMetrics metrics;
  private final ShardDiscovery discovery;
  private final ShardLineage lineage;
  private final CommittedShards committed;
  private final FirstListing first;
  private final ShardFetcher fetcher;
  private final ShardProgress progress;
  private final ShardStart start;
  private final DataLosses losses;
  private final UnlistedParents unlisted;
  private final ShardOffsetCleaner cleaner;
  private boolean streamGone;
  private boolean switchedOff;
  private Instant nextParentCheck = Instant.MIN;

  /**
   * @param firstListing whether the share's part of the first listing is still to be accounted for
   */
  public StreamReader(
      CommittedShards committed,
      StreamOptions options,
      DynamoDb dynamoDb,
      Kafka kafka,
      SourceRecords records,
      StreamMetrics metrics,
      boolean firstListing) {
    this.stream = committed.stream();
    this.committed = committed;
    this.options = options;
    this.clocks = dynamoDb.clocks();
    Outbox outbox = kafka.outbox();
    this.metrics = metrics;
    this.discovery =
        new ShardDiscovery(
            stream.table(),
            new ShardLister(dynamoDb.streams(), stream.arn()),
            dynamoDb,
            options.stream().discovery(),
            new Listings());
    this.lineage = new ShardLineage(stream::owns);
    this.first = new FirstListing(firstListing);
    this.losses =
        new DataLosses(options.epochs(), kafka, clocks, metrics, committed.currentEpochMicros());
    StreamSender sender =
        new StreamSender(stream, options.epochs().aheadMax(), records, outbox, clocks, metrics);
    this.fetcher =
        new ShardFetcher(
            lineage,
            new ShardHolds(committed, outbox, clocks, metrics),
            new RetentionGap(clocks, committed, lineage, losses, first),
            discovery,
            dynamoDb,
            sender,
            metrics);
    this.progress = new ShardProgress(options.progressInterval(), outbox, clocks);
    this.start = new ShardStart(committed, options, lineage, fetcher, dynamoDb, sender, metrics);
    this.unlisted =
        new UnlistedParents(stream, lineage, start, fetcher, first, discovery, dynamoDb);
    this.cleaner = new ShardOffsetCleaner(committed, lineage, outbox, clocks);
  }

  public String label() {
    return stream.label();
  }

  /** Whether the stream said, when it was last listed, that it records changes no more. */
  public boolean isSwitchedOff() {
    return switchedOff;
  }

  public void advance() {
    if (stream.arn() == null) {
      return;
    }
    discovery.advance();
    Instant now = clocks.turn();
    if (!now.isBefore(nextParentCheck)) {
      nextParentCheck = now.plus(PARENT_CHECK_INTERVAL);
      start.confirmEnds();
      settleFirstListing();
    }
    progress.advance(fetcher.reading());
    if (first.hasBegun()) {
      start.passBarriers();
    }
    fetcher.askReleased();
  }

  /** Takes in what the table's tasks have agreed upon. */
  public void agree(TableState agreement) {
    committed.agree(agreement);
    losses.agree(agreement, switchedOff).forEach(fetcher::goOn);
    losses.recordAgain(agreement);
  }

  /** Whether changes of this task's shards may soon be trimmed unread. */
  public boolean isNearTheTrimHorizon() {
    return fetcher.lagsMoreThan(NEAR_THE_TRIM_HORIZON);
  }

  /** Reads no further until told to go on. */
  public void pause(boolean paused) {
    fetcher.pause(paused);
  }

  /**
   * Gives no write timestamps from now on.
   *
   * @return the highest that was given, in microseconds since 1970
   */
  public long hold() {
    return fetcher.hold();
  }

  /**
   * Whether all shards that were begun before are known again, and the write timestamps they had.
   */
  public boolean isRestored() {
    return stream.arn() == null || first.hasBegun() || streamGone;
  }

  /** Goes on above an epoch, each shard when its epoch barrier has been committed. */
  public void raise(long epochMicros) {
    start.leaveFinished(epochMicros);
    fetcher.raise(epochMicros);
    start.beginReadable();
  }

  /** Whether all shards of this task are above an epoch for good. */
  public boolean isRaised(long epochMicros) {
    return fetcher.isRaised(epochMicros);
  }

  /** Whether the share's part of the first listing has been accounted for. */
  public boolean isListed() {
    return !first.isOpen();
  }

  /**
   * Whether all shards of all tasks have been read to their ends, which only a dead stream's are.
   */
  public boolean isDrained() {
    if (stream.arn() == null || streamGone) {
      return true;
    }
    if (!first.isWhole() || !losses.isEmpty()) {
      return false;
    }
    Set<String> open = start.withoutBegunChildren(lineage.unfinished());
    start.confirmEnds(open);
    return lineage.unfinished().stream().map(ShardDescription::id).noneMatch(open::contains);
  }

  /**
   * Ends the first listing once every shard in it has answered, is waiting for one that has, or is
   * committed as gone.
   */
  private void settleFirstListing() {
    if (first.isOpen()
        && first.isWhole()
        && unlisted.isSettled()
        && losses.isEmpty()
        && lineage.readable().isEmpty()
        && lineage.awaitedParents().stream().noneMatch(id -> lineage.shard(id).wasGoneAtFirst())
        && fetcher.allAnswered()) {
      first.close();
      LOG.info(
          "Table '{}': the first listing of its stream is accounted for, {} shards",
          stream.table(),
          lineage.size());
    }
  }

  private static boolean isGone(Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    return kind == FailureKind.GONE || kind == FailureKind.TRIMMED;
  }

  private final class Listings implements ShardDiscovery.Listener {

    @Override
    public void listed(ListedShards listed) {
      switchedOff = listed.switchedOff();
      fetcher.tellStall();
      start.restore(lineage.merge(listed.shards()));
      if (listed.whole()) {
        first.listed();
        metrics.listed();
        fetcher.readMissingAgain();
        if (!first.tellsRoots()) {
          discovery.listSoon();
          return;
        }
        unlisted.resolve();
        cleaner.forget(listed.shards());
      }
      if (first.tellsRoots()) {
        start.beginReadable();
      }
    }

    @Override
    public void repeated(Exception failure) {
      metrics.stall(StallCause.of(failure));
    }

    /**
     * A stream that was replaced a day ago is no longer there; what was read of it has been read.
     */
    @Override
    public void failed(String what, Exception failure) {
      if (!isGone(failure) || options.epochs().dataLossPolicy() == DataLossPolicy.FAIL) {
        throw StreamOrigin.stopped(what, failure);
      }
      if (!streamGone) {
        streamGone = true;
        metrics.loss();
        LOG.error(
            "{}: the stream '{}' is gone; what was not read of it is lost, and the table is scanned"
                + " again if it has another stream",
            what,
            stream.label());
      }
    }
  }
}
