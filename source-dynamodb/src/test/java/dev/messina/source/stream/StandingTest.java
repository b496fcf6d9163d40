package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state in which a shard may be read, against the table in the documentation. */
class StandingTest {

  private static final Path PAGE = Path.of("..", "docs", "reliability.md");
  private static final int FLAGS = 9;
  private static final long HORIZON_MILLIS = 1_767_261_600_000L;
  private static final long OLDER = HORIZON_MILLIS - 1;

  @ParameterizedTest
  @MethodSource("everyState")
  void isAsTheDocumentationSays(State state) throws IOException {
    List<Row> rows = rows().stream().filter(row -> row.fits(state)).toList();

    assertThat(rows).as("rows of the documentation for %s", state).hasSize(1);
    Standing standing = state.standing();
    assertThat(begin(standing)).as("where %s begins", state).isEqualTo(rows.get(0).begin());
    assertThat(whenTrimmed(standing)).as("%s, trimmed", state).isEqualTo(rows.get(0).trimmed());
  }

  @Test
  void everyRowOfTheDocumentationIsNeeded() throws IOException {
    Set<Row> needed = new HashSet<>();
    List<Row> rows = rows();
    everyState()
        .forEach(state -> rows.stream().filter(row -> row.fits(state)).forEach(needed::add));

    assertThat(rows).hasSizeGreaterThan(10).allMatch(needed::contains);
  }

  static Stream<State> everyState() {
    return IntStream.range(0, 1 << FLAGS).mapToObj(State::of);
  }

  private static String begin(Standing standing) {
    return standing.start(HORIZON_MILLIS * 1_000).map(StandingTest::name).orElse("as if trimmed");
  }

  private static String name(IteratorStart start) {
    return start.sequence() == null
        ? "trim horizon"
        : start.sequence().equals("7") ? "last record" : "first number";
  }

  /** As a task asks, in this order. */
  private static String whenTrimmed(Standing standing) {
    return standing.losesNothing(HORIZON_MILLIS * 1_000)
        ? "no loss: on at the horizon"
        : standing.isLost() ? "the same loss: ended" : "data loss";
  }

  private static List<Row> rows() throws IOException {
    String page = Files.readString(PAGE);
    String table =
        page.substring(
            page.indexOf("<!-- begin trimmed -->"), page.indexOf("<!-- end trimmed -->"));
    return table
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .map(cells -> new Row(cells.subList(0, 6), cells.get(6), cells.get(7)))
        .toList();
  }

  private record Row(List<String> flags, String begin, String trimmed) {

    private boolean fits(State state) {
      List<Boolean> actual = state.columns();
      return IntStream.range(0, flags.size())
          .allMatch(
              i -> flags.get(i).isEmpty() || flags.get(i).equals(actual.get(i) ? "yes" : "no"));
    }
  }

  /**
   * @param newChange whether the last record happened within the day, and so on for the others
   */
  record State(
      boolean read,
      boolean fromHorizon,
      boolean lossKnown,
      boolean young,
      boolean firstListed,
      boolean passed,
      boolean newChange,
      boolean newCheck,
      boolean newCut) {

    private static State of(int bits) {
      boolean[] bit = new boolean[FLAGS];
      for (int i = 0; i < FLAGS; i++) {
        bit[i] = (bits >> i & 1) == 1;
      }
      return new State(bit[0], bit[1], bit[2], bit[3], bit[4], bit[5], bit[6], bit[7], bit[8]);
    }

    /** In the order of the documentation. */
    private List<Boolean> columns() {
      boolean known = newChange || newCheck || (newCut && !passed);
      return List.of(read, fromHorizon, lossKnown, known, young, firstListed);
    }

    private Standing standing() {
      WriteClock writeClock =
          new WriteClock(HORIZON_MILLIS * 1_000, passed, millis(newChange) * 1_000);
      ShardOffset position =
          new ShardOffset(read ? "7" : null, writeClock, 0, false, millis(newCheck));
      ShardDescription shard =
          new ShardDescription(
              "shardId-%020d-1".formatted(millis(young)), null, firstListed ? "3" : null);
      return new Standing(shard, position, millis(newCut) * 1_000, fromHorizon, lossKnown);
    }

    private static long millis(boolean withinTheDay) {
      return withinTheDay ? HORIZON_MILLIS : OLDER;
    }
  }
}
