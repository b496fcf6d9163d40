package dev.messina.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import dev.messina.cli.cql.Script;
import dev.messina.cli.cql.Statement;
import dev.messina.cli.cql.StatementRun;
import dev.messina.cli.sweep.TargetSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code messina cql}. */
@Command(
    name = "cql",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:all statements are done",
      "1:the server has refused one; those after it are not tried",
      "2:wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina cql --file schema.cql",
      "  messina cql 'SELECT * FROM shop.orders' --json",
      "  messina cql --sink orders-to-scylla 'SELECT count(*) FROM shop.orders'"
    },
    description = {
      "Executes CQL statements, from the command line or from files, and shows rows. For more than"
          + " that take cqlsh."
    })
final class CqlCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "STATEMENT",
      description = "Statements, with semicolons between; after those of the files.")
  private List<String> texts = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file of statements; may be said several times.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "A JSON object for each row, as the server makes it.")
  private boolean json;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "100",
      description = "So many rows of each statement are shown; ${DEFAULT-VALUE} if not said.")
  private int rowsMost;

  @Mixin private CqlOptions options;

  /** Statements of one place. */
  private record Part(String where, List<Statement> statements) {}

  CqlCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--max-rows", rowsMost, 1);
    try {
      List<Part> parts = parts(arguments);
      try (CqlSession session = options.open(arguments)) {
        return run(new StatementRun(session, rowsMost, json), parts);
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    } catch (AllNodesFailedException unreachable) {
      throw TargetSession.unreachable(unreachable);
    }
  }

  private List<Part> parts(Arguments arguments) throws IOException {
    List<Part> parts = new ArrayList<>();
    int before = 0;
    for (Path file : files) {
      Part part = part(" of " + file, Files.readString(arguments.file("--file", file)), before);
      before += part.statements().size();
      parts.add(part);
    }
    for (String text : texts) {
      Part part = part("", text, before);
      before += part.statements().size();
      parts.add(part);
    }
    if (before == 0) {
      throw new IllegalArgumentException("Nothing is to be done; give a statement or --file.");
    }
    return parts;
  }

  private static Part part(String where, String text, int before) {
    try {
      return new Part(where, Script.statements(text, before));
    } catch (IllegalArgumentException open) {
      throw new IllegalArgumentException(
          where.isEmpty() ? open.getMessage() : where.substring(4) + ": " + open.getMessage(),
          open);
    }
  }

  private int run(StatementRun run, List<Part> parts) {
    long silent = 0;
    for (Part part : parts) {
      for (Statement statement : part.statements()) {
        try {
          silent += told(run.execute(statement)) ? 0 : 1;
        } catch (CoordinatorException refused) {
          return failed(statement, part, Messina.reason(refused), Messina.WRONG);
        } catch (DriverTimeoutException silence) {
          String reason = Messina.reason(silence) + " It may have been done or not.";
          return failed(statement, part, reason, Messina.UNKNOWN);
        }
      }
    }
    if (silent > 0) {
      spec.commandLine().getErr().println("messina: statements without rows done: " + silent);
    }
    return 0;
  }

  /** Whether it has given rows. */
  private boolean told(StatementRun.Answer answer) {
    PrintWriter out = spec.commandLine().getOut();
    answer.lines().forEach(out::println);
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    answer.warnings().forEach(warning -> err.println("messina: the server warns: " + warning));
    if (answer.hasMore()) {
      err.println("messina: there are more than these " + rowsMost + " rows; say --max-rows");
    }
    return answer.hasRows();
  }

  private int failed(Statement statement, Part part, String reason, int exitCode) {
    spec.commandLine()
        .getErr()
        .println(
            "messina: statement %d (line %d%s) fails: %s"
                .formatted(
                    statement.number(),
                    statement.line(),
                    part.where(),
                    reason.strip().replaceAll("\\s*\\R\\s*", " ")));
    return exitCode;
  }
}
