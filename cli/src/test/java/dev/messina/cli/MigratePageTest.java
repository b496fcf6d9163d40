package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.cutover.CutoverOutcome;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.local.Project;
import dev.messina.cli.ready.GateVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/migrate.md says what the commands do, and what to do at every alert. */
class MigratePageTest {

  private final Path home = Project.current().home();

  @Test
  void itsCommandsAreUnderstood() throws IOException {
    List<String> commands =
        Pattern.compile("\\./messina ([a-z]+ --[^`\\n]*)")
            .matcher(page())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands)
        .hasSizeGreaterThan(8)
        .anyMatch(command -> command.startsWith("drain "))
        .anyMatch(command -> command.startsWith("end "))
        .filteredOn(command -> command.contains("--source"))
        .allSatisfy(
            command ->
                assertThat(Messina.commandLine().parseArgs(command.split(" ")).errors()).isEmpty());
  }

  @Test
  void itHasAWordOnEveryAlert() throws IOException {
    List<String> alerts =
        Pattern.compile("alert: (\\w+)")
            .matcher(Files.readString(home.resolve("observability/prometheus-alerts.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(alerts).hasSizeGreaterThan(15);
    String page = page();
    assertThat(alerts).allSatisfy(alert -> assertThat(page).contains("`" + alert + "`"));
  }

  @Test
  void itHasEveryState() throws IOException {
    String page = page();
    assertThat(
            Stream.of(
                    Stream.of(GateVerdict.State.values()),
                    Stream.of(Drained.State.values()),
                    Stream.of(CutoverOutcome.State.values()))
                .flatMap(states -> states)
                .map(state -> "`" + state.name().toLowerCase(Locale.ROOT) + "`"))
        .allSatisfy(state -> assertThat(page).contains("| " + state));
  }

  private String page() throws IOException {
    return Files.readString(home.resolve("docs/migrate.md"));
  }
}
