package dev.messina.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.Messina;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on plans names what there is, and nothing else. */
class PlanPageTest {

  @Test
  void itHasEveryKindOfFinding() throws IOException {
    String table = page().split("## Losses and doubts", 2)[1].split("\n## ", 2)[0];
    Set<String> named =
        Pattern.compile("^\\| (`[a-z_`, ]+`) \\|", Pattern.MULTILINE)
            .matcher(table)
            .results()
            .flatMap(row -> Arrays.stream(row.group(1).replace("`", "").split(", ", -1)))
            .filter(word -> !word.equals("kind"))
            .collect(Collectors.toSet());

    assertThat(named)
        .isEqualTo(
            Arrays.stream(Finding.Kind.values())
                .map(Finding.Kind::word)
                .collect(Collectors.toSet()));
  }

  @Test
  void itsOptionsAreThoseOfTheCommand() throws IOException {
    Set<String> known =
        Messina.commandLine().getSubcommands().get("plan").getCommandSpec().optionsMap().keySet();
    Set<String> named =
        Pattern.compile("`(--[a-z-]+)")
            .matcher(page())
            .results()
            .map(option -> option.group(1))
            .collect(Collectors.toSet());

    assertThat(known).containsAll(named);
    assertThat(named).hasSizeGreaterThan(12);
  }

  private static String page() throws IOException {
    return Files.readString(Project.current().home().resolve("docs/plan.md"));
  }
}
