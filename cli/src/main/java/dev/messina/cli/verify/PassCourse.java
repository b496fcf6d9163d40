package dev.messina.cli.verify;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps how far a pass was at which time. Of a long one the points lie further apart, so that there
 * are never more than {@value #POINTS_MAX} for each phase.
 */
public final class PassCourse implements Progress {

  private static final int POINTS_MAX = 400;

  private final Clock clock;
  private final List<Running> phases = new ArrayList<>();

  /**
   * One part of a pass.
   *
   * @param words what was done
   * @param points from its beginning to its end; at least one
   */
  public record Phase(String words, List<Point> points) {}

  /** So much was done at that time. */
  public record Point(Instant at, long done) {}

  public PassCourse(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void phase(String words) {
    phases.add(new Running(words));
  }

  @Override
  public synchronized void reached(long done, long expected) {
    if (!phases.isEmpty()) {
      phases.get(phases.size() - 1).add(new Point(clock.instant(), done));
    }
  }

  @Override
  public void generation(Generation ended) {
    // A report has all of them.
  }

  /** The parts that have told how far they were. */
  public synchronized List<Phase> phases() {
    return phases.stream()
        .filter(phase -> !phase.points.isEmpty())
        .map(phase -> new Phase(phase.words, List.copyOf(phase.points)))
        .toList();
  }

  /** A phase that may go on. */
  private static final class Running {

    private final String words;
    private final List<Point> points = new ArrayList<>();
    private Duration between = Duration.ZERO;

    Running(String words) {
      this.words = words;
    }

    /** The newest is always kept, in the place of its predecessor where that was too near. */
    void add(Point point) {
      int size = points.size();
      if (size > 0 && point.done() < points.get(size - 1).done()) {
        return; // several threads tell, not always in order
      }
      if (size > 1 && point.at().isBefore(points.get(size - 2).at().plus(between))) {
        points.set(size - 1, point);
        return;
      }
      points.add(point);
      if (points.size() > POINTS_MAX) {
        thin();
      }
    }

    private void thin() {
      Point newest = points.get(points.size() - 1);
      between = Duration.between(points.get(0).at(), newest.at()).dividedBy(POINTS_MAX / 2);
      List<Point> kept = new ArrayList<>();
      for (int i = 0; i < points.size() - 1; i += 2) {
        kept.add(points.get(i));
      }
      kept.add(newest);
      points.clear();
      points.addAll(kept);
    }
  }
}
