package dev.messina.cli.cutover;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Has somebody stop the writers and press Enter, and says when that was. */
public final class EnterPrompt implements Supplier<Instant> {

  private final Supplier<String> lines;
  private final PrintWriter teller;
  private final Clock clock;

  /**
   * @param lines what is typed, line by line; null when nothing more comes
   * @param teller is told what to do
   */
  public EnterPrompt(Supplier<String> lines, PrintWriter teller, Clock clock) {
    this.lines = lines;
    this.teller = teller;
    this.clock = clock;
  }

  /**
   * When Enter was pressed. A line with words in it is none: it may be a no.
   *
   * @throws IllegalStateException if nothing more comes
   */
  @Override
  public Instant get() {
    tell("STOP THE WRITERS of the table now, all of them. Then press Enter; Ctrl-C cancels.");
    String line = lines.get();
    while (line != null && !line.isBlank()) {
      tell("Press Enter alone when the writers have stopped; Ctrl-C cancels.");
      line = lines.get();
    }
    if (line == null) {
      throw new IllegalStateException("Nobody has said that the writers have stopped.");
    }
    return clock.instant();
  }

  private void tell(String words) {
    teller.println(words);
    teller.flush();
  }
}
