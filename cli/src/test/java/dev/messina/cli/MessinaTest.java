package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MessinaTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsTheVersionOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("messina " + System.getProperty("project.version"));
  }

  @Test
  void explainsItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("demo", "preview", "stack");
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--items", "--changes", "--seed", "--no-kill", "--keep");
  }

  @Test
  void refusesAnUnknownOptionAsWrongUsage() {
    assertThat(run("demo", "--item=3")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Unknown option: '--item=3'");
  }

  @Test
  void refusesADemoWithoutItemsInOneLine() {
    assertThat(run("demo", "--items", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--items is 0; the demo needs at least one.");
  }

  @Test
  void refusesToCompareWhereThereIsNoTable() {
    assertThat(run("compare", "--table", "orders", "--target", "orders")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--target is 'orders'; give keyspace.table.");
    assertThat(run("compare", "--table", "t", "--target", "k.t", "--contact-point", "node"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--contact-point is 'node'; give host:port.");
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
