package dev.messina.source.snapshot;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.Refusals;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.SnapshotMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one task's share of a table, or of an export, every segment from where it was left off, no
 * faster than the pace allows. All records of a page but the last carry the position before the
 * page, so that a page counts only when the whole of it is in Kafka.
 *
 * <p>A page that fails transiently goes back among the waiting ones, so that a pause holds for
 * repetitions too.
 */
public final class SnapshotReader {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

  /** How often a scan that is denied is tried again. */
  private static final Duration PERMISSION_INTERVAL = Duration.ofMinutes(1);

  private final DynamoDb dynamoDb;
  private final CommittedOffsets committed;
  private final Outbox outbox;
  private final TableAssignment share;
  private final TableOffset tablePosition;
  private final SourceRecords records;
  private final SnapshotMetrics metrics;
  private final SnapshotMeter meter;
  private final ScanRateLimiter pace;
  private final SnapshotBudget budget;
  private final SnapshotHold hold;
  private final SnapshotReport report;
  private final SegmentEnds ends;
  private final SegmentPages pages;
  private final Deque<SegmentScanner> waiting = new ArrayDeque<>();
  private boolean abandoned;

  public SnapshotReader(
      ScanShare scan,
      SnapshotSettings settings,
      DynamoDb dynamoDb,
      CommittedOffsets committed,
      Outbox outbox,
      SourceRecords records,
      SnapshotMetrics metrics) {
    this.dynamoDb = dynamoDb;
    this.committed = committed;
    this.outbox = outbox;
    this.metrics = metrics;
    this.share = scan.share();
    this.tablePosition = scan.table();
    this.records = records;
    long now = dynamoDb.fetches().nanoTime();
    int total = tablePosition.totalSegments();
    int own = (int) IntStream.range(0, total).filter(share::ownsSegment).count();
    this.meter = new SnapshotMeter(own, total, now);
    this.pace =
        new ScanRateLimiter(
            Math.min(own, settings.threads()),
            settings.pageLimit(),
            tablePosition.consistentRead(),
            settings.latencyMax(),
            now);
    this.budget =
        new SnapshotBudget(
            settings.budget(),
            dynamoDb,
            share.table(),
            meter.share(),
            pace,
            () -> release(dynamoDb.fetches().nanoTime()));
    this.hold = new SnapshotHold(share.table(), metrics);
    this.report = new SnapshotReport(share.table(), metrics, pace, now);
    this.ends = new SegmentEnds(committed, outbox, dynamoDb.clocks());
    this.pages =
        tablePosition.export().isEmpty()
            ? new ScannedPages(dynamoDb.tables(), tablePosition, records.keyNames())
            : new ExportedPages(dynamoDb.exports(), tablePosition, records.keyNames());
  }

  /** Takes up the own segments where they were left off. Requests follow in {@link #advance}. */
  public void begin() {
    List<SourcePartition.Segment> segments =
        IntStream.range(0, tablePosition.totalSegments())
            .filter(share::ownsSegment)
            .mapToObj(
                segment ->
                    new SourcePartition.Segment(
                        share.table(), tablePosition.epoch().epochMicros(), segment))
            .toList();
    Map<SourcePartition.Segment, SegmentOffset> positions = committed.segments(segments);
    for (SourcePartition.Segment segment : segments) {
      SegmentOffset position = positions.getOrDefault(segment, SegmentOffset.START);
      meter.restored(position.items());
      if (position.done()) {
        meter.segmentDone();
        ends.add(segment, position);
      } else {
        waiting.add(new SegmentScanner(pages, segment, position));
      }
    }
    metrics.begun(
        tablePosition.epoch().epochMicros(),
        tablePosition.totalSegments(),
        segments.size(),
        segments.size() - waiting.size());
    if (isDone()) {
      metrics.completed();
    }
    LOG.info(
        "Table '{}': {} segments to read, of {} that are this task's and {} in all",
        share.table(),
        waiting.size(),
        segments.size(),
        tablePosition.totalSegments());
  }

  /** Asks for the pages that may be read now. To be called often; costs little. */
  public void advance() {
    if (abandoned || isDone()) {
      return;
    }
    long now = dynamoDb.fetches().nanoTime();
    budget.advance();
    release(now);
    report.advance(now, this::progress);
  }

  /** Asks for no more pages until told to go on; those under way still count. */
  public void pause(boolean pause) {
    hold.pause(pause);
  }

  /**
   * Asks for no more pages while the stream is so far behind that its records may be trimmed.
   *
   * @param after whether it is
   */
  public void yieldToStream(boolean behind) {
    hold.yieldToStream(behind);
  }

  /**
   * Puts another budget in the place of the configured one.
   *
   * @param readUnitsPerSecond for the whole table, over all tasks, above zero; empty for the
   *     configured budget again
   * @throws IllegalArgumentException if it is not above zero
   */
  public void throttle(OptionalDouble readUnitsPerSecond) {
    budget.throttle(readUnitsPerSecond);
  }

  /** Another epoch has begun: nothing is asked for or handed out any more. */
  public void abandon() {
    abandoned = true;
    if (!isDone()) {
      metrics.aborted();
    }
    waiting.clear();
    budget.abandon();
  }

  /** Whether all segments of this task are read to the end. */
  public boolean isDone() {
    return meter.isDone();
  }

  /** Whether all segments of this task are read to the end, and committed as such. */
  public boolean isCommitted() {
    return isDone() && ends.areCommitted();
  }

  public SnapshotProgress progress() {
    long now = dynamoDb.fetches().nanoTime();
    return meter.progress(budget.size(), pace.unitsPerSecond(now), heldBy(now), now);
  }

  private void release(long now) {
    if (!budget.isKnown() || hold.isHeld() || abandoned) {
      return;
    }
    for (int left = waiting.size(); left > 0; left--) {
      SegmentScanner scanner = waiting.remove();
      if (scanner.restsAt(now)) {
        waiting.add(scanner);
        continue;
      }
      Optional<ScanRateLimiter.Permit> permit = pace.next(now);
      if (permit.isEmpty()) {
        waiting.addFirst(scanner);
        return;
      }
      request(scanner, permit.get());
    }
  }

  private void request(SegmentScanner scanner, ScanRateLimiter.Permit permit) {
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.SCAN,
                what(scanner),
                scanner.nextPage(permit.limit()),
                page -> accept(scanner, permit, page),
                failure -> acceptFailure(scanner, permit, failure),
                null),
            Duration.ZERO);
  }

  private void accept(SegmentScanner scanner, ScanRateLimiter.Permit permit, ScanPage page) {
    if (abandoned) {
      return;
    }
    long now = dynamoDb.fetches().nanoTime();
    PageCost cost = PageCost.of(page, tablePosition.consistentRead());
    pace.answered(permit, page, cost.units(), now);
    meter.page(page.items().size(), cost, now);
    metrics.scanned(page.items().size(), cost.bytes());
    metrics.consumed(cost.units());
    SegmentOffset before = scanner.position();
    SegmentOffset behind = scanner.advance(page);
    if (behind.done()) {
      ends.add(scanner.partition(), behind);
      finish(scanner);
    } else if (pages.oneAfterTheOther()) {
      waiting.addFirst(scanner);
    } else {
      waiting.add(scanner);
    }
    // The next page is on its way while this one is handed out.
    release(now);
    handOut(scanner.partition(), page, before, behind);
  }

  private void handOut(
      SourcePartition.Segment partition,
      ScanPage page,
      SegmentOffset before,
      SegmentOffset behind) {
    int last = page.items().size() - 1;
    if (last < 0) {
      outbox.commit(partition, behind);
      return;
    }
    Instant readAt = dynamoDb.clocks().now();
    for (int i = 0; i <= last; i++) {
      outbox.add(
          records.snapshot(
              page.items().get(i),
              partition,
              tablePosition.totalSegments(),
              before,
              i == last ? behind : before,
              readAt));
    }
  }

  private void acceptFailure(
      SegmentScanner scanner, ScanRateLimiter.Permit permit, Exception failure) {
    if (abandoned) {
      return;
    }
    FailureKind kind = FailureKind.of(failure);
    boolean denied = Refusals.isNotPermitted(failure) && !tablePosition.isFirst();
    if (!kind.isTransient() && !denied) {
      throw new ConnectException(what(scanner) + " failed: " + FailureText.of(failure), failure);
    }
    metrics.repeated(failure);
    long now = dynamoDb.fetches().nanoTime();
    if (kind == FailureKind.THROTTLED) {
      meter.throttled();
      metrics.throttled();
      pace.throttled(permit, now);
    } else {
      pace.failed(permit);
    }
    Duration rest =
        denied
            ? waitForPermission(scanner)
            : dynamoDb.fetches().backOff(what(scanner), scanner.fail(), failure);
    scanner.restUntil(now + rest.toNanos());
    waiting.add(scanner);
  }

  /** The table's stream is followed meanwhile, which a task that stopped would not do. */
  private Duration waitForPermission(SegmentScanner scanner) {
    LOG.error(
        "{}: these credentials may not scan the table. The snapshot waits until they may: grant"
            + " dynamodb:Scan, or send the signal stop-snapshot",
        what(scanner));
    return PERMISSION_INTERVAL;
  }

  private void finish(SegmentScanner scanner) {
    meter.segmentDone();
    metrics.segmentDone();
    LOG.info(
        "Table '{}': segment {} of {} read, {} items in {} pages",
        share.table(),
        scanner.partition().segment(),
        tablePosition.totalSegments(),
        scanner.position().items(),
        scanner.position().pages());
    if (isDone()) {
      metrics.completed();
      report.tell(progress());
      LOG.info("Table '{}': this task's share of the snapshot is read", share.table());
    }
  }

  private Optional<String> heldBy(long now) {
    if (abandoned || isDone()) {
      return Optional.empty();
    }
    return hold.reason().or(() -> pace.slowedBy(now));
  }

  private String what(SegmentScanner scanner) {
    return "Scanning table '"
        + share.table()
        + "', segment "
        + scanner.partition().segment()
        + ", page "
        + (scanner.position().pages() + 1);
  }

  /**
   * A task's part of a scan.
   *
   * @param table under whose newest epoch it is scanned
   */
  public record ScanShare(TableAssignment share, TableOffset table) {}
}
