package dev.messina.cli.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What the reader sees: headings, lines, and bars where there is a terminal to draw them on. */
public final class Console {

  private static final Duration LINE_EVERY = Duration.ofSeconds(3);

  private final PrintStream out;
  private final boolean terminal;
  private final Instant started = Instant.now();

  /**
   * @param terminal whether a line on {@code out} can be drawn again
   */
  public Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Since the first sign of life. */
  public Duration elapsed() {
    return Duration.between(started, Instant.now());
  }

  /** Begins a step. */
  public void heading(String text) {
    Duration age = elapsed();
    out.printf("%n[%d:%02d] %s%n", age.toMinutes(), age.toSecondsPart(), text);
  }

  public synchronized void line(String text) {
    out.println("       " + text);
  }

  /** A line of its own, with nothing before it. */
  public void plain(String text) {
    out.println(text);
    out.flush();
  }

  /** Shows how far something is; close it when it is over. */
  public Meter meter(String what, long total) {
    return terminal ? new Bar(what, total) : new Lines(what, total);
  }

  /** Progress towards a total that may grow. Thread-safe. */
  public interface Meter extends AutoCloseable {

    default void at(long done) {
      at(done, -1);
    }

    /**
     * @param total negative if it is as before
     */
    void at(long done, long total);

    @Override
    void close();
  }

  private static final class Bar implements Meter {

    private final ProgressBar bar;

    private Bar(String what, long total) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName("       " + what)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }

    @Override
    public void at(long done, long total) {
      if (total >= 0) {
        bar.maxHint(total);
      }
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private final class Lines implements Meter {

    private final String what;
    private long done;
    private long total;
    private long shown = -1;
    private Instant next = Instant.now().plus(LINE_EVERY);

    private Lines(String what, long total) {
      this.what = what;
      this.total = total;
    }

    @Override
    public synchronized void at(long nowDone, long nowTotal) {
      done = Math.max(done, nowDone);
      total = nowTotal < 0 ? total : nowTotal;
      if (Instant.now().isAfter(next)) {
        next = Instant.now().plus(LINE_EVERY);
        show();
      }
    }

    private void show() {
      if (shown != done) {
        shown = done;
        line("%s: %,d of %,d".formatted(what, done, total));
      }
    }

    @Override
    public synchronized void close() {
      show();
    }
  }
}
