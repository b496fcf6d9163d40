package dev.messina.shadow;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts. Thread-safe. */
final class Tally {

  private final Map<Answer, LongAdder> answers = new EnumMap<>(Answer.class);
  private final Map<DifferenceKind, LongAdder> kinds = new EnumMap<>(DifferenceKind.class);
  private final LongAdder excused = new LongAdder();
  private final LongAdder unsettled = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  Tally() {
    for (Answer answer : Answer.values()) {
      answers.put(answer, new LongAdder());
    }
    for (DifferenceKind kind : DifferenceKind.values()) {
      kinds.put(kind, new LongAdder());
    }
  }

  void take(OpenKeys.Change change) {
    answers.get(change.answer()).increment();
    excused.add(change.excused());
    dropped.add(change.dropped());
    for (Difference one : change.counting()) {
      (one.settled() ? kinds.get(one.kind()) : unsettled).increment();
    }
  }

  void failed() {
    answers.get(Answer.FAILED).increment();
  }

  void skipped() {
    skipped.increment();
  }

  ShadowCounters counters(OpenKeys open, Clock clock) {
    return new ShadowCounters(
        answers.values().stream().mapToLong(LongAdder::sum).sum(),
        answers.get(Answer.EQUAL).sum(),
        excused.sum(),
        kinds.get(DifferenceKind.MISSING).sum(),
        kinds.get(DifferenceKind.EXTRA).sum(),
        kinds.get(DifferenceKind.DIFFERENT).sum(),
        kinds.get(DifferenceKind.TARGET_NEWER).sum(),
        kinds.get(DifferenceKind.DEAD_LETTERED).sum(),
        unsettled.sum(),
        answers.get(Answer.UNCOMPARED).sum(),
        answers.get(Answer.FAILED).sum(),
        skipped.sum(),
        dropped.sum(),
        open.open(),
        open.oldest()
            .map(oldest -> Math.max(0, Duration.between(oldest, clock.instant()).toSeconds()))
            .orElse(0L));
  }
}
