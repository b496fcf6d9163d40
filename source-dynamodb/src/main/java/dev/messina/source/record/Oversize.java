package dev.messina.source.record;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.KeyAttribute;
import dev.messina.source.record.RecordSettings.OversizePolicy;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about records that are too big, as the user has chosen, and counts them. */
final class Oversize {

  /** How a change is sent. */
  enum Fit {
    WHOLE,
    WITHOUT_BEFORE,
    DEAD_LETTER
  }

  private static final Logger LOG = LoggerFactory.getLogger(Oversize.class);

  private final RecordSettings settings;
  private final RecordSize size;
  private final RecordCounts counts;
  private final LogPace pace;

  Oversize(Origin origin, List<KeyAttribute> key, RecordCounts counts, Clock clock) {
    this.settings = origin.settings();
    this.size = new RecordSize(origin, key);
    this.counts = counts;
    this.pace = new LogPace(clock);
  }

  /**
   * How a change is to be sent.
   *
   * @throws ConnectException if it is too big and the policy has no place for it
   */
  Fit fit(Struct key, ChangeRecord change) {
    if (size.fits(key, change, settings.maxBytes())) {
      return Fit.WHOLE;
    }
    if (settings.oversize() == OversizePolicy.DEAD_LETTER) {
      counts.countDeadLettered();
      warn(
          key,
          change,
          "a record without images went to '" + settings.deadLetterTopic() + "' in its place",
          counts.deadLettered());
      return Fit.DEAD_LETTER;
    }
    if (settings.oversize() == OversizePolicy.DROP_BEFORE
        && size.fits(key, withoutBefore(change), settings.maxBytes())) {
      counts.countBeforeDropped();
      warn(key, change, "it went without 'before'", counts.beforeDropped());
      return Fit.WITHOUT_BEFORE;
    }
    counts.countOversizeFailed();
    throw new ConnectException(problem(key, change) + ". " + remedies());
  }

  /** The bytes that a change takes at most. */
  long bytes(Struct key, ChangeRecord change) {
    return size.of(key, change);
  }

  /** What is wrong with a change that does not fit, and where it stands. */
  String problem(Struct key, ChangeRecord change) {
    return where(change.source())
        + " takes up to "
        + size.of(key, change)
        + " bytes, more than record.max.bytes="
        + settings.maxBytes();
  }

  static ChangeRecord withoutBefore(ChangeRecord change) {
    return new ChangeRecord(
        change.operation(), null, change.after(), change.source(), change.handledNanos());
  }

  private void warn(Struct key, ChangeRecord change, String outcome, long soFar) {
    if (pace.due()) {
      LOG.warn("{}; {} ({} so far)", problem(key, change), outcome, soFar);
    }
  }

  private String remedies() {
    String raise =
        "Raise record.max.bytes together with producer.override.max.request.size and the topic's"
            + " max.message.bytes, ";
    return settings.oversize() == OversizePolicy.DROP_BEFORE
        ? raise + "or set oversize.policy=dead_letter. Leaving out 'before' was not enough."
        : raise
            + "make records smaller with before.images=keys or none, or set oversize.policy to"
            + " drop_before or dead_letter.";
  }

  private static String where(ChangeSource source) {
    return "Table '"
        + source.table()
        + "', "
        + (source.position() instanceof ChangeSource.StreamShard shard
            ? "shard '" + shard.shard() + "': the record at sequence number " + shard.sequence()
            : segment((ChangeSource.ScanSegment) source.position()));
  }

  private static String segment(ChangeSource.ScanSegment scan) {
    return "segment " + scan.segment() + " of " + scan.totalSegments() + ": an item's record";
  }
}
