package dev.messina.cli.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is asked when the writers are to stop, with what somebody types. */
class EnterPromptTest {

  private static final Instant ASKED = Instant.parse("2026-12-01T10:00:00Z");
  private static final String STOP =
      "STOP THE WRITERS of the table now, all of them. Then press Enter; Ctrl-C cancels.";
  private static final String ENTER_ALONE =
      "Press Enter alone when the writers have stopped; Ctrl-C cancels.";

  private final StringWriter told = new StringWriter();
  private Instant now = ASKED;

  @Test
  void theWritersHadStoppedWhenEnterWasPressedAndNotWhenItWasAsked() {
    assertThat(typed("\n").get()).isEqualTo(ASKED.plusSeconds(60));
    assertThat(told.toString().lines()).containsExactly(STOP);
  }

  @Test
  void itIsAskedBeforeAnythingIsRead() {
    Supplier<Instant> prompt =
        prompt(
            () -> {
              assertThat(told.toString().lines()).containsExactly(STOP);
              return "";
            });
    assertThat(prompt.get()).isEqualTo(ASKED);
  }

  @Test
  void aLineWithWordsIsNotEnter() {
    assertThat(typed("no\nwait\n \n").get()).isEqualTo(ASKED.plusSeconds(180));
    assertThat(told.toString().lines()).containsExactly(STOP, ENTER_ALONE, ENTER_ALONE);
  }

  @Test
  void anEndOfTheInputIsNotEnter() {
    for (String input : new String[] {"", "yes\n"}) {
      assertThatThrownBy(typed(input)::get)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Nobody has said that the writers have stopped.");
    }
  }

  /** Somebody who takes a minute for each line. */
  private Supplier<Instant> typed(String input) {
    BufferedReader reader = new BufferedReader(new StringReader(input));
    return prompt(
        () -> {
          now = now.plusSeconds(60);
          try {
            return reader.readLine();
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
  }

  private Supplier<Instant> prompt(Supplier<String> lines) {
    InstantSource time = () -> now;
    Clock clock = time.withZone(ZoneOffset.UTC);
    return new EnterPrompt(lines, new PrintWriter(told), clock);
  }
}
