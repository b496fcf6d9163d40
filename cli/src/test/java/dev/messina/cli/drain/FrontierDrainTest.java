package dev.messina.cli.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.frontier.FrontierAnswer;
import dev.messina.cli.frontier.TableFrontier;
import dev.messina.verification.frontier.Frontier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierDrainTest {

  private static final Instant STOPPED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LOOK = Duration.ofNanos(1);

  private final List<FrontierAnswer> told = new ArrayList<>();

  @Test
  void itIsDrainedWhenEveryTableHasPassedTheTime() {
    Drained drained =
        await(
            600,
            List.of(
                answer(new Frontier.NotYet("a snapshot is read")),
                answer(known(-1), known(90)),
                answer(known(2), known(90)),
                answer(known(3), known(90))));

    assertThat(drained.state()).isEqualTo(Drained.State.DRAINED);
    assertThat(told).hasSize(3);
    assertThat(drained.waited()).isEqualTo(Duration.ofSeconds(4));
    assertThat(DrainForms.lines(drained, STOPPED))
        .last()
        .isEqualTo(
            "DRAINED: all that was written before 2026-03-01T12:00:00Z is applied; it took 4 s");
    assertThat(DrainForms.json(drained, STOPPED).toString())
        .startsWith(
            "{\"state\":\"drained\",\"until\":\"2026-03-01T12:00:00Z\",\"waited_ms\":4000,"
                + "\"frontier\":{\"looked_at\":");
  }

  @Test
  void itGivesUpWhenTheTimeIsUp() {
    Drained late = await(2, List.of(answer(known(-9)), answer(known(-8)), answer(known(90))));
    assertThat(late.state()).isEqualTo(Drained.State.TIMED_OUT);
    assertThat(told).hasSize(1);
    assertThat(DrainForms.lines(late, STOPPED)).last().asString().startsWith("NOT DRAINED: ");

    Drained notYet = await(1, List.of(answer(new Frontier.NotYet("a snapshot is read"))));
    assertThat(notYet.state()).isEqualTo(Drained.State.TIMED_OUT);
  }

  @Test
  void whatCannotBeToldIsNotDrained() {
    Drained unknown = await(1, List.of(answer(known(90), new Frontier.Unknown("no stream"))));
    assertThat(unknown.state()).isEqualTo(Drained.State.UNKNOWN);
    assertThat(DrainForms.lines(unknown, STOPPED))
        .contains("table1 by to: unknown: no stream")
        .last()
        .asString()
        .startsWith("UNKNOWN: ");
  }

  @Test
  void progressSaysWhatIsToGo() {
    assertThat(DrainForms.progress(answer(known(-41)), STOPPED, STOPPED.plusSeconds(1)))
        .isEqualTo(
            "  41 s of changes to go: table0 by to: applied up to 2026-03-01T11:59:19Z, 42 s ago"
                + " (shard a is read)");
    assertThat(
            DrainForms.progress(
                answer(new Frontier.NotYet("a snapshot is read")), STOPPED, STOPPED))
        .isEqualTo("  table0 by to: not yet: a snapshot is read");
  }

  private Drained await(long seconds, List<FrontierAnswer> answers) {
    told.clear();
    Iterator<FrontierAnswer> next = answers.iterator();
    return new FrontierDrain(next::next, LOOK, new Ticking())
        .await(STOPPED, Duration.ofSeconds(seconds), told::add);
  }

  private static Frontier.Reading known(long seconds) {
    return new Frontier.Known(STOPPED.plusSeconds(seconds), "shard a is read");
  }

  private static FrontierAnswer answer(Frontier.Reading... readings) {
    List<TableFrontier> tables = new ArrayList<>();
    for (Frontier.Reading reading : readings) {
      String table = "table" + tables.size();
      tables.add(new TableFrontier("from", "to", table, "shop." + table, reading));
    }
    return new FrontierAnswer(STOPPED, tables);
  }

  /** A second passes between two looks at it. */
  private static final class Ticking extends Clock {

    private Instant now = STOPPED;

    @Override
    public Instant instant() {
      Instant asked = now;
      now = now.plusSeconds(1);
      return asked;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
