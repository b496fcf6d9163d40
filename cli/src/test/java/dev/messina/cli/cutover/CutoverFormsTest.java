package dev.messina.cli.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.cutover.CutoverOutcome.State;
import dev.messina.cli.cutover.CutoverOutcome.Steps;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.frontier.FrontierAnswer;
import dev.messina.cli.frontier.TableFrontier;
import dev.messina.cli.ready.Criterion;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.verify.Migration;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.frontier.Frontier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutoverFormsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final GateVerdict READY = gate(Criterion.State.PASS);

  @Test
  void aDryRunThatWouldGo() {
    CutoverOutcome dry =
        new CutoverOutcome(
            State.GO,
            true,
            NOW,
            Steps.of(READY).with(drained(Drained.State.DRAINED)).with(READY),
            List.of(),
            Optional.empty());

    assertThat(CutoverForms.lines(dry))
        .endsWith(
            "Do it: messina cutover, and stop the writers when it says so.",
            "cutover: dry run: would go");
    assertThat(CutoverForms.json(dry).path("writers_stopped").isNull()).isTrue();
    assertThat(CutoverForms.json(dry).path("ready_at_the_end").path("ready").asBoolean()).isTrue();
  }

  @Test
  void goSaysTheApplicationsStep() {
    CutoverOutcome go =
        new CutoverOutcome(
            State.GO,
            false,
            NOW,
            Steps.of(READY).with(drained(Drained.State.DRAINED)).with(READY),
            List.of("ALTER TABLE t;"),
            Optional.of(Path.of("reports")));

    assertThat(CutoverForms.lines(go))
        .endsWith(
            "The reports are in reports.",
            "Stop the sink, so that a writer that was forgotten changes nothing there: PUT"
                + " /connectors/to/stop.",
            "Have the application read and write shop.orders, and start it.",
            "Then: ALTER TABLE t;",
            "When nobody needs DynamoDB any more: messina end.",
            "cutover: go");
    assertThat(CutoverForms.json(go).path("writers_stopped").asText())
        .isEqualTo("2026-03-01T12:00:00Z");
    assertThat(CutoverForms.json(go).path("archive").asText()).isEqualTo("reports");
  }

  @Test
  void whateverDoesNotHoldSaysWhatToDo() {
    GateVerdict no = gate(Criterion.State.FAIL);
    assertThat(last(State.NOT_READY, Steps.of(no)))
        .containsExactly(
            "fail     lag               9 min; must be: 1 min",
            "                           Wait.",
            "ready: no",
            "Do what is said above, then try again.",
            "cutover: no, not ready; nothing was changed");
    assertThat(last(State.UNKNOWN, Steps.of(gate(Criterion.State.UNKNOWN))))
        .contains("ready: no, since not all can be read")
        .endsWith(
            "Put right what cannot be read, then try again.",
            "cutover: no, not all can be read; nothing was changed");
    assertThat(last(State.NOT_DRAINED, Steps.of(READY).with(drained(Drained.State.TIMED_OUT))))
        .endsWith(
            "See messina status for the cause, then try again.",
            "Have the writers write to DynamoDB again.",
            "cutover: cancelled, not drained in time; nothing was changed");
    assertThat(
            last(
                State.STILL_WRITTEN,
                Steps.of(READY)
                    .with(drained(Drained.State.DRAINED))
                    .with(new LateChanges(3, NOW.toEpochMilli(), 0))))
        .endsWith(
            "3 changes were made after the writers had stopped, the newest at"
                + " 2026-03-01T12:00:00Z. Find who still writes the table.",
            "Have the writers write to DynamoDB again.",
            "cutover: cancelled, the table is still written; nothing was changed");
    assertThat(last(State.UNKNOWN, Steps.of(READY).with(new LateChanges(0, 0, 2))))
        .anyMatch(line -> line.contains("message.timestamp.type=CreateTime"));
    assertThat(last(State.DIFFERENCES, Steps.of(READY)))
        .anyMatch(line -> line.contains("messina repair"))
        .endsWith("cutover: no, differences");
  }

  private static List<String> last(State state, Steps steps) {
    return CutoverForms.lines(
        new CutoverOutcome(state, false, NOW, steps, List.of(), Optional.empty()));
  }

  private static Drained drained(Drained.State state) {
    FrontierAnswer answer =
        new FrontierAnswer(
            NOW,
            List.of(
                new TableFrontier(
                    "from", "to", "orders", "shop.orders", new Frontier.Known(NOW, "shard a"))));
    return new Drained(state, NOW, Duration.ofSeconds(41), answer);
  }

  private static GateVerdict gate(Criterion.State state) {
    String toDo = state == Criterion.State.PASS ? "" : "Wait.";
    ConnectorFile sink = new ConnectorFile("to", Map.of());
    return new GateVerdict(
        NOW,
        new Migration(
            new ConnectorFile("from", Map.of()),
            new Deployed("to", Map.of()),
            sink,
            "orders",
            "shop.orders",
            "shop.orders"),
        List.of(new Criterion("lag", state, "9 min", "1 min", toDo)));
  }
}
