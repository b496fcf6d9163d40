package dev.messina.source.stream;

import dev.messina.source.offset.ShardOffset;
import java.time.Instant;
import java.util.Optional;

/**
 * What a shard is at. Each transition is a method of the states that have it; where something is to
 * be sent, it returns a {@link Step}. {@link Shard} has the diagram.
 */
sealed interface ShardState {

  /**
   * A transition.
   *
   * @param sent the offset that is to be sent because of it
   */
  record Step(ShardState next, ShardOffset sent) {}

  /** An end that was sent, or seen committed, and when, on the clock of waits. */
  record SentEnd(ShardOffset end, Instant at) {}

  /** Who reads it, if this task does. */
  default Optional<Open> open() {
    return Optional.empty();
  }

  /** Its end as long as it is looked after: a zombie task may commit an older offset over it. */
  default Optional<SentEnd> watched() {
    return Optional.empty();
  }

  /**
   * It was read to its end, or nothing is left of it. Its children wait until that is committed.
   */
  default Step end(ShardOffset end, Instant now) {
    return new Step(new Ended(Optional.of(new SentEnd(end, now))), end);
  }

  /** Its end is committed, or known without that. */
  default Finished finished(ShardOffset end) {
    return new Finished(end, watched());
  }

  /** Known, and not begun: where it begins is not known before its parent's end is. */
  record Waiting() implements ShardState {}

  /** Begun, by another task or by this one just now. */
  record Begun() implements ShardState {}

  /** This task reads it. */
  sealed interface Open extends ShardState {

    ShardCursor cursor();

    @Override
    default Optional<Open> open() {
      return Optional.of(this);
    }

    default boolean isAtBarrier() {
      return false;
    }

    default boolean isMissing() {
      return false;
    }

    /** Nothing of it is committed, so it counts as not begun. */
    default ShardState waitAgain() {
      return new Waiting();
    }

    /** Pages are asked for again. */
    default Open reading() {
      return new Reading(cursor());
    }

    /** Records are lost, and that is accepted: reading goes on after them. */
    default Open readingOn() {
      cursor().passOverLost();
      return reading();
    }

    /** It is no longer there, or not all of it; a listing may say that it was read to its end. */
    default Open missing() {
      return new Missing(cursor());
    }

    /** A listing has been there since: it is looked for once more. */
    default Open lookedForAgain() {
      cursor().listedSince();
      return reading();
    }

    /** A data loss, which is being recorded. */
    default Open lost() {
      return new Lost(cursor());
    }

    /** It goes on above a later epoch when this barrier is committed. */
    default Step raised(ShardOffset barrier) {
      return new Step(new AtBarrier(this, barrier), barrier);
    }
  }

  /** Pages are asked for, unless all shards are held. */
  record Reading(ShardCursor cursor) implements Open {}

  /** No longer there; a listing is waited for. */
  record Missing(ShardCursor cursor) implements Open {

    @Override
    public boolean isMissing() {
      return true;
    }
  }

  /** Trimmed or gone unread; waits until the data loss is committed, or mended. */
  record Lost(ShardCursor cursor) implements Open {}

  /**
   * Nothing is read before the barrier is committed.
   *
   * @param then what it is at apart from that
   */
  record AtBarrier(Open then, ShardOffset barrier) implements Open {

    @Override
    public ShardCursor cursor() {
      return then.cursor();
    }

    @Override
    public boolean isAtBarrier() {
      return true;
    }

    @Override
    public boolean isMissing() {
      return then.isMissing();
    }

    @Override
    public Open reading() {
      return new AtBarrier(then.reading(), barrier);
    }

    @Override
    public Open missing() {
      return new AtBarrier(then.missing(), barrier);
    }

    @Override
    public Open lost() {
      return new AtBarrier(then.lost(), barrier);
    }

    /** The barrier is committed: every write timestamp from here on lies above its epoch. */
    Open committed() {
      cursor().raise(barrier.epochMicros());
      return then;
    }
  }

  /** At its end; this task reads it no more. */
  sealed interface Closed extends ShardState {

    Closed watching(Optional<SentEnd> end);

    /** Its end is committed at this time. */
    default Closed seen(Instant now) {
      return watching(watched().map(sent -> new SentEnd(sent.end(), now)));
    }

    /** All its children are read to their ends, so nobody needs its own. */
    default Closed unwatched() {
      return watching(Optional.empty());
    }

    /**
     * Its end is not committed, long after it was sent. It is sent under the newest epoch, or else
     * an epoch barrier over which it was committed once more would lie before it.
     */
    default Step missed(long currentEpochMicros, Instant now) {
      ShardOffset end = watched().orElseThrow().end().raised(currentEpochMicros);
      return new Step(watching(Optional.of(new SentEnd(end, now))), end);
    }
  }

  /** Read to its end by this task; the end is not known to be committed yet. */
  record Ended(Optional<SentEnd> watched) implements Closed {

    @Override
    public Closed watching(Optional<SentEnd> end) {
      return new Ended(end);
    }
  }

  /**
   * Its end is committed.
   *
   * @param end where its children begin
   */
  record Finished(ShardOffset end, Optional<SentEnd> watched) implements Closed {

    @Override
    public Closed watching(Optional<SentEnd> sent) {
      return new Finished(end, sent);
    }
  }
}
