package dev.messina.source;

import dev.messina.source.aws.ScanPage;
import dev.messina.source.position.SegmentPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.read.Fetch;
import dev.messina.source.read.SegmentScanner;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans a table, every segment from where it was left off. All records of a page but the last carry
 * the position in front of the page, so that a page counts only when the whole of it is in Kafka.
 */
final class SnapshotReading {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReading.class);

  private final TaskScope scope;
  private final String table;
  private final TablePosition tablePosition;
  private final SourceRecords records;
  private int unfinished;

  SnapshotReading(
      TaskScope scope, String table, TablePosition tablePosition, SourceRecords records) {
    this.scope = scope;
    this.table = table;
    this.tablePosition = tablePosition;
    this.records = records;
  }

  void begin() {
    List<SourcePartition.Segment> segments =
        IntStream.range(0, tablePosition.totalSegments())
            .mapToObj(
                segment ->
                    new SourcePartition.Segment(
                        table, tablePosition.epoch().epochMicros(), segment))
            .toList();
    Map<SourcePartition.Segment, SegmentPosition> committed = scope.committed().segments(segments);
    for (SourcePartition.Segment segment : segments) {
      SegmentPosition position = committed.getOrDefault(segment, SegmentPosition.START);
      if (!position.done()) {
        unfinished++;
        request(
            new SegmentScanner(
                scope.tables(),
                segment,
                tablePosition,
                scope.config().snapshot().pageLimit(),
                position));
      }
    }
    LOG.info("Table '{}': {} of {} segments to scan", table, unfinished, segments.size());
  }

  private void request(SegmentScanner scanner) {
    String what = "Scanning table '" + table + "', segment " + scanner.partition().segment();
    scope
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.SCAN,
                what,
                scanner.nextPage(),
                page -> accept(scanner, page),
                failure -> {
                  throw new ConnectException(what + " failed: " + failure.getMessage(), failure);
                }),
            Duration.ZERO);
  }

  private void accept(SegmentScanner scanner, ScanPage page) {
    Instant readAt = scope.clock().instant();
    SegmentPosition before = scanner.position();
    SegmentPosition behind = scanner.advance(page);
    int last = page.items().size() - 1;
    for (int i = 0; i <= last; i++) {
      scope
          .outbox()
          .add(
              records.snapshot(
                  page.items().get(i),
                  scanner.partition(),
                  tablePosition.totalSegments(),
                  i == last ? behind : before,
                  readAt));
    }
    if (page.items().isEmpty()) {
      scope.outbox().add(scope.control().carrier(scanner.partition(), behind));
    }
    if (behind.done()) {
      finish(scanner);
    } else {
      request(scanner);
    }
  }

  private void finish(SegmentScanner scanner) {
    LOG.info(
        "Table '{}': segment {} of {} scanned, {} items in {} pages",
        table,
        scanner.partition().segment(),
        tablePosition.totalSegments(),
        scanner.position().items(),
        scanner.position().pages());
    if (--unfinished == 0) {
      LOG.info("Table '{}': the snapshot is read", table);
    }
  }
}
