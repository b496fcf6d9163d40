package dev.messina.bench.beside;

import dev.messina.bench.Figures;
import dev.messina.bench.verify.OrderRows;
import dev.messina.cli.Version;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.Project;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the whole line with and without {@code messina verify --continuous} beside it, and ends
 * with one line: the changes per second of a backlog with it as a multiple of those without, by
 * turns; and, while half of what the line carries alone is written for minutes, or as much of it as
 * this machine can write beside all that, which part of it is applied, and the open differences of
 * the last third as a multiple of those of the first.
 */
public final class BesideRun {

  private static final Path STACK = Path.of("bench", "target", "beside-stack");
  private static final Path STATE = Path.of("bench", "target", "beside-state");
  private static final int PIECES_PER_SECOND = 10;

  /** It keeps the changes of a day, with both images. */
  private static final int DYNAMODB_HEAP_MB = 6_144;

  /**
   * How much is carried.
   *
   * @param keys so many items are written to in turn
   * @param backlog so many changes wait when the source is resumed
   * @param paced for so long half of the line's rate is written
   */
  private record Rounds(int warmUps, int counted, int keys, int backlog, Duration paced) {
    static final Rounds QUICK = new Rounds(1, 3, 20_000, 60_000, Duration.ofMinutes(1));
    static final Rounds THOROUGH = new Rounds(1, 3, 50_000, 100_000, Duration.ofMinutes(5));
  }

  private final Line line;
  private final URI connect;

  private BesideRun(Line line, URI connect) {
    this.line = line;
    this.connect = connect;
  }

  /** With {@code --quick} few changes, else as many as the bound is about. */
  public static void main(String[] arguments) throws Exception {
    Rounds rounds = arguments.length == 0 ? Rounds.THOROUGH : Rounds.QUICK;
    try (LocalStack stack =
        LocalStack.in(STACK)
            .plugins(Project.current().pluginZips(Version.current()))
            .heapMegabytes(Service.DYNAMODB, DYNAMODB_HEAP_MB)
            .fullSpeed(Service.KAFKA, Service.DYNAMODB, Service.CASSANDRA, Service.CONNECT)
            .start()) {
      try (var session =
          CqlTarget.session(
              stack.cassandra().contactPoint(), stack.cassandra().localDatacenter())) {
        OrderRows.createKeyspace(session);
        OrderRows.createTable(session, Line.TABLE);
      }
      Line line = new Line(stack, rounds.keys());
      System.out.println(new BesideRun(line, stack.connect().url()).results(rounds));
    }
  }

  private String results(Rounds rounds) throws IOException {
    line.write(rounds.keys());
    line.awaitApplied();
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    for (int round = 0; round < rounds.warmUps() + rounds.counted(); round++) {
      double one = backlog(rounds.backlog());
      double other;
      try (VerifyBeside verify = new VerifyBeside(connect, STATE.resolve("round-" + round))) {
        other = backlog(rounds.backlog());
        verify.awaitVerified();
      }
      boolean counts = round >= rounds.warmUps();
      System.out.printf(
          Locale.ROOT,
          "alone %,.0f, beside verify %,.0f changes/s%s%n",
          one,
          other,
          counts ? "" : "  (warm-up)");
      if (counts) {
        alone.add(one);
        beside.add(other);
      }
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      ratios.add(beside.get(i) / alone.get(i));
    }
    return String.format(Locale.ROOT, "beside ratio=%.2f ", Figures.median(ratios))
        + paced(rounds, Figures.median(alone) / 2);
  }

  /** Changes per second of a backlog, from the source's resuming to the sink's last commit. */
  private double backlog(int changes) {
    line.stop();
    line.write(changes);
    long began = System.nanoTime();
    line.resume();
    line.awaitApplied();
    return changes * 1e9 / (System.nanoTime() - began);
  }

  private String paced(Rounds rounds, double perSecond) throws IOException {
    try (VerifyBeside verify = new VerifyBeside(connect, STATE.resolve("paced"))) {
      int before = verify.generations().size();
      long committed = line.committed();
      int piece = (int) (perSecond / PIECES_PER_SECOND);
      int writtenBefore = line.written();
      long began = System.nanoTime();
      long due = began;
      while (due - began < rounds.paced().toNanos()) {
        line.write(piece);
        due =
            Math.max(due + Duration.ofSeconds(1).toNanos() / PIECES_PER_SECOND, System.nanoTime());
        Line.rest(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      int written = line.written() - writtenBefore;
      double applied = (double) (line.committed() - committed) / written;
      List<Integer> open =
          verify.generations().stream()
              .skip(before)
              .map(generation -> generation.path("open").asInt())
              .toList();
      verify.awaitVerified();
      System.out.printf(
          Locale.ROOT,
          "%,.0f changes/s wanted, %,.0f written for %.0f s; %d generations, open: %s%n",
          perSecond,
          written / seconds,
          seconds,
          open.size(),
          open);
      return String.format(Locale.ROOT, "applied=%.2f open_growth=%.2f", applied, growth(open));
    }
  }

  private static double growth(List<Integer> open) {
    int third = open.size() / 3;
    return median(open.subList(open.size() - third, open.size()))
        / Math.max(1, median(open.subList(0, third)));
  }

  private static double median(List<Integer> numbers) {
    return Figures.median(numbers.stream().map(Integer::doubleValue).toList());
  }
}
