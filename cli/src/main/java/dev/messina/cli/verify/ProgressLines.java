package dev.messina.cli.verify;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells progress as lines, with rate and time left, every few seconds. */
public final class ProgressLines implements Progress {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final Consumer<Generation> generations;
  private String phase = "";
  private long beganNanos;
  private long toldNanos;
  private long first = -1;

  /**
   * @param generations is told of each one as it ends
   */
  public ProgressLines(PrintWriter out, Consumer<Generation> generations) {
    this.out = out;
    this.generations = generations;
  }

  @Override
  public synchronized void phase(String words) {
    phase = words;
    beganNanos = System.nanoTime();
    toldNanos = beganNanos;
    first = -1;
    out.println(words);
    out.flush();
  }

  @Override
  public synchronized void reached(long done, long expected) {
    long now = System.nanoTime();
    if (first < 0) {
      first = done;
    }
    if (now - toldNanos < BETWEEN.toNanos()) {
      return;
    }
    toldNanos = now;
    double perSecond = (done - first) / ((now - beganNanos) / 1e9);
    out.printf(Locale.ROOT, "  %s: %,d%s%n", phase, done, left(done, expected, perSecond));
    out.flush();
  }

  @Override
  public synchronized void generation(Generation ended) {
    generations.accept(ended);
    long now = System.nanoTime();
    if (now - toldNanos >= BETWEEN.toNanos()) {
      toldNanos = now;
      out.println("  " + ReportForms.line(ended));
      out.flush();
    }
  }

  private static String left(long done, long expected, double perSecond) {
    if (expected <= done || perSecond <= 0) {
      return "";
    }
    Duration left = Duration.ofSeconds((long) ((expected - done) / perSecond));
    return String.format(
        Locale.ROOT,
        " of about %,d, %,.0f a second, %s left",
        expected,
        perSecond,
        left.toString().substring(2));
  }
}
