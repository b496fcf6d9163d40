package dev.messina.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleRowsTest {

  private static final int COUNT = 3_200;

  @ParameterizedTest
  @EnumSource(Workload.class)
  void rowsAreAsManyAsSaidAndPartitionsHoldWhatTheyShould(Workload workload) {
    SampleRows rows = new SampleRows(workload, COUNT);

    assertThat(rows.all().map(SampleRow::key).distinct()).hasSize(COUNT);
    assertThat(rows.all().map(SampleRow::pk).distinct())
        .hasSize(COUNT / workload.rowsPerPartition());
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void aRowIsMadeOfItsNumberAlone(Workload workload) {
    SampleRow sooner = new SampleRows(workload, COUNT).row(17);

    assertThat(new SampleRows(workload, 1).row(17)).isEqualTo(sooner);
  }

  @Test
  void wholeRowsHaveEveryColumn() {
    assertThat(new SampleRows(Workload.DISTINCT, COUNT).all())
        .allSatisfy(row -> assertThat(row.columns()).containsOnlyKeys(SampleTable.REGULAR));
  }

  @Test
  void everyColumnButTheFirstIsRemovedSomewhereAndByTurnsFewAndMostAre() {
    SampleRows rows = new SampleRows(Workload.REMOVED, COUNT);

    assertThat(rows.all().map(row -> SampleTable.REGULAR.size() - row.columns().size()).distinct())
        .containsExactlyInAnyOrder(2, 7);
    Set<String> removed =
        rows.all()
            .flatMap(
                row ->
                    SampleTable.REGULAR.stream()
                        .filter(column -> !row.columns().containsKey(column)))
            .collect(Collectors.toSet());
    assertThat(removed)
        .containsExactlyInAnyOrderElementsOf(
            SampleTable.REGULAR.subList(1, SampleTable.REGULAR.size()));
  }

  @Test
  void removedRowsLieOverWholeOnesAndHaveWhatIsLeftOfThem() {
    SampleRow whole = new SampleRows(Workload.DISTINCT, COUNT).row(5);
    SampleRow removed = new SampleRows(Workload.REMOVED, COUNT).row(5);

    assertThat(removed.key()).isEqualTo(whole.key());
    assertThat(whole.columns()).containsAllEntriesOf(removed.columns());
    assertThat(Workload.DISTINCT.writeTimestampMicros())
        .isLessThan(Workload.REMOVED.writeTimestampMicros());
    assertThat(Workload.REMOVED.writeTimestampMicros())
        .isLessThan(Workload.REWRITTEN.writeTimestampMicros());
  }
}
