package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.offset.ShardOffset;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a task knows of one shard of a stream, and what the shard is at.
 *
 * <pre>
 * from                     to         by                  when
 * Waiting                  Begun      begun               its parent is finished, or it has none;
 *                                                         or it has an offset
 * Begun                    Reading    read                it is this task's
 * Reading                  Waiting    waitAgain           nothing is known to be read of it as a
 *                                                         later epoch comes
 * AtBarrier                Waiting    waitAgain           its parent is read again above the epoch
 * AtBarrier                Ended      end                 its children have begun; sends the end
 * Reading                  Missing    missing             gone, and where it ended is not known
 * Missing                  Reading    lookForAgain        listed since
 * Reading                  Lost       lost                trimmed or gone unread
 * Lost                     Reading    readOn              the loss is committed, or mended
 * Reading, Missing, Lost   AtBarrier  raise               a later epoch comes; sends the barrier
 * AtBarrier                as before  barrierCommitted    the barrier is committed
 * Reading                  Ended      end                 read to its end; sends the end
 * Lost, Waiting            Ended      end                 nothing is left of it; sends the end
 * Ended, Waiting, Begun    Finished   finish              its end is committed
 * Reading                  Finished   finish              its children have begun, as an epoch comes
 * Ended, Finished          the same   endMissed           its end is not committed; sends it again
 * </pre>
 *
 * <p>What else happens to a shard at a barrier happens to the state that it comes back to.
 */
final class Shard {

  private final boolean own;
  private ShardDescription description;
  private ShardState state = new ShardState.Waiting();
  private boolean childrenHaveBegun;
  private boolean goneAtFirst;
  private Unmoved unmoved;

  /**
   * What is committed of a shard of another task, and since when nothing else was.
   *
   * @param since on the clock of waits
   */
  record Unmoved(ShardOffset offset, Instant since) {}

  /**
   * @param own whether this task reads it
   */
  Shard(ShardDescription description, boolean own) {
    this.description = description;
    this.own = own;
  }

  String id() {
    return description.id();
  }

  /** As it was listed last, or when it was listed as closed. */
  ShardDescription description() {
    return description;
  }

  void listedAs(ShardDescription listed) {
    description = listed;
  }

  /** The shard that it continues, or null. */
  String parent() {
    return description.parent();
  }

  boolean isOwn() {
    return own;
  }

  ShardState state() {
    return state;
  }

  boolean isWaiting() {
    return state instanceof ShardState.Waiting;
  }

  boolean hasEnded() {
    return state instanceof ShardState.Ended;
  }

  boolean isFinished() {
    return state instanceof ShardState.Finished;
  }

  /** Where its children begin; empty as long as it is not finished. */
  Optional<ShardOffset> end() {
    return state instanceof ShardState.Finished finished
        ? Optional.of(finished.end())
        : Optional.empty();
  }

  /** Whether this task is reading it, and it is therefore not at its end. */
  boolean isRead() {
    return state.open().isPresent();
  }

  boolean isReadBy(ShardCursor cursor) {
    return state.open().filter(open -> open.cursor() == cursor).isPresent();
  }

  /** Where its reading stands. */
  ShardCursor cursor() {
    return opened().cursor();
  }

  boolean isAtBarrier() {
    return state.open().filter(ShardState.Open::isAtBarrier).isPresent();
  }

  boolean isMissing() {
    return state.open().filter(ShardState.Open::isMissing).isPresent();
  }

  /** Some task has begun it, so its parent had been finished. */
  void begun() {
    state = new ShardState.Begun();
  }

  /** Nothing is committed of it, so it counts as not begun. */
  void waitAgain() {
    state = opened().waitAgain();
  }

  /** This task reads it from here on. */
  void read(ShardCursor cursor) {
    state = new ShardState.Reading(cursor);
  }

  void missing() {
    state = opened().missing();
  }

  void lookForAgain() {
    state = opened().lookedForAgain();
  }

  void lost() {
    state = opened().lost();
  }

  void readOn() {
    state = opened().readingOn();
  }

  /**
   * Stops it at an epoch barrier.
   *
   * @return what is to be sent
   */
  ShardOffset raise(ShardOffset barrier) {
    return enter(opened().raised(barrier));
  }

  /** The barrier at which it is; empty if it is at none. */
  Optional<ShardOffset> barrier() {
    return state instanceof ShardState.AtBarrier at ? Optional.of(at.barrier()) : Optional.empty();
  }

  void barrierCommitted() {
    if (state instanceof ShardState.AtBarrier at) {
      state = at.committed();
    }
  }

  /**
   * Ends it.
   *
   * @return what is to be sent
   */
  ShardOffset end(ShardOffset end, Instant now) {
    return enter(state.end(end, now));
  }

  void finish(ShardOffset end) {
    state = state.finished(end);
  }

  /** An end that was found committed, and may have been sent by an earlier task. */
  void watchEnd(ShardOffset end, Instant now) {
    state = closed().watching(Optional.of(new ShardState.SentEnd(end, now)));
  }

  /** Whether its end was sent, or seen committed, before a time and is still looked after. */
  boolean isEndDue(Instant before) {
    return state.watched().filter(sent -> sent.at().isBefore(before)).isPresent();
  }

  void endSeen(Instant now) {
    state = closed().seen(now);
  }

  /**
   * Sends its end again.
   *
   * @return what is to be sent
   */
  ShardOffset endMissed(long currentEpochMicros, Instant now) {
    return enter(closed().missed(currentEpochMicros, now));
  }

  /**
   * All of its children that are known by now have begun. Remembered, since their tasks may delete
   * their offsets before anybody asks again.
   */
  void childrenHaveBegun() {
    childrenHaveBegun = true;
  }

  /** All of its children that are known by now have been read to their ends: none waits for its. */
  void childrenHaveEnded() {
    childrenHaveBegun();
    if (state instanceof ShardState.Closed closed) {
      state = closed.unwatched();
    }
  }

  /** Whether that was remembered, and no other child has been listed since. */
  boolean haveChildrenBegun() {
    return childrenHaveBegun;
  }

  void hasAnotherChild() {
    childrenHaveBegun = false;
  }

  /** It was gone when the stream was listed for the first time. */
  void goneAtFirst() {
    goneAtFirst = true;
  }

  boolean wasGoneAtFirst() {
    return goneAtFirst;
  }

  Optional<Unmoved> unmoved() {
    return Optional.ofNullable(unmoved);
  }

  void unmoved(ShardOffset offset, Instant since) {
    unmoved = new Unmoved(offset, since);
  }

  /** It moves, or is not waited for. */
  void moved() {
    unmoved = null;
  }

  private ShardOffset enter(ShardState.Step step) {
    state = step.next();
    return step.sent();
  }

  private ShardState.Open opened() {
    return state
        .open()
        .orElseThrow(() -> new IllegalStateException("Shard '" + id() + "' is not being read"));
  }

  private ShardState.Closed closed() {
    if (state instanceof ShardState.Closed closed) {
      return closed;
    }
    throw new IllegalStateException("Shard '" + id() + "' is not at its end");
  }
}
