package dev.messina.source.snapshot;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of the segments that were scanned, until all of them have been read back as committed. A
 * zombie task may commit an older position over one of them, and the scan would never count as
 * complete.
 */
final class SegmentEnds {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentEnds.class);

  private static final Duration SEND_AGAIN = Duration.ofMinutes(3);

  private final CommittedOffsets committed;
  private final Outbox outbox;
  private final Clocks clocks;
  private final Map<SourcePartition.Segment, SegmentOffset> ends = new LinkedHashMap<>();
  private Instant againAt;

  SegmentEnds(CommittedOffsets committed, Outbox outbox, Clocks clocks) {
    this.committed = committed;
    this.outbox = outbox;
    this.clocks = clocks;
  }

  /** A segment has been scanned, now or by an earlier task. */
  void add(SourcePartition.Segment segment, SegmentOffset end) {
    ends.put(segment, end);
  }

  /** Whether all of them are committed; those that are not are sent again now and then. */
  boolean areCommitted() {
    Map<SourcePartition.Segment, SegmentOffset> found = committed.segments(ends.keySet());
    ends.keySet().removeIf(segment -> found.containsKey(segment) && found.get(segment).done());
    Instant now = clocks.turn();
    if (againAt == null) {
      againAt = now.plus(SEND_AGAIN);
    } else if (!ends.isEmpty() && now.isAfter(againAt)) {
      againAt = now.plus(SEND_AGAIN);
      LOG.warn(
          "Segments that were scanned are not committed as such, and are sent again: {}",
          ends.keySet());
      ends.forEach((segment, end) -> outbox.commit(segment, end));
    }
    return ends.isEmpty();
  }
}
