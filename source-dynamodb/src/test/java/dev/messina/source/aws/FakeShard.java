package dev.messina.source.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A shard of {@link FakeDynamoDb}. */
final class FakeShard {

  final String id;
  final String parent;
  final Predicate<String> owns;
  final long firstSequence;
  final List<StreamRecord> records = new ArrayList<>();
  boolean open = true;
  boolean listed = true;
  boolean gone;
  boolean horizonFails;
  int trimmed;
  Duration skew = Duration.ZERO;

  FakeShard(String id, String parent, long firstSequence, Predicate<String> owns) {
    this.id = id;
    this.parent = parent;
    this.firstSequence = firstSequence;
    this.owns = owns;
  }

  /** The shard as a listing shows it. */
  Shard listed() {
    String first = Long.toString(firstSequence);
    String last = records.isEmpty() ? first : records.get(records.size() - 1).sequence();
    return new Shard(id, parent, first, open ? null : last);
  }
}
