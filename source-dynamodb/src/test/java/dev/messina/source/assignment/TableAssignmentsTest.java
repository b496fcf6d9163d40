package dev.messina.source.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TableAssignmentsTest {

  @Test
  void moreTasksThanTablesShareEachTable() {
    assertThat(TableAssignments.among(5, List.of("orders", "customers")))
        .containsExactly(
            List.of(new TableAssignment("customers", 0, 3)),
            List.of(new TableAssignment("customers", 1, 3)),
            List.of(new TableAssignment("customers", 2, 3)),
            List.of(new TableAssignment("orders", 0, 2)),
            List.of(new TableAssignment("orders", 1, 2)));
  }

  @Test
  void moreTablesThanTasksArePacked() {
    assertThat(TableAssignments.among(2, List.of("c", "a", "b")))
        .containsExactly(
            List.of(TableAssignment.whole("a"), TableAssignment.whole("c")),
            List.of(TableAssignment.whole("b")));
  }

  @Property(tries = 200)
  void everyShardAndSegmentHasExactlyOneOwner(
      @ForAll @IntRange(min = 1, max = 40) int tasksMax,
      @ForAll @IntRange(min = 1, max = 40) int tables,
      @ForAll int shard) {
    List<String> names = IntStream.range(0, tables).mapToObj(i -> "table-" + i).toList();
    List<List<TableAssignment>> tasks = TableAssignments.among(tasksMax, names);

    assertThat(tasks).hasSizeLessThanOrEqualTo(tasksMax).doesNotContain(List.of());
    for (String table : names) {
      List<TableAssignment> shares =
          tasks.stream().flatMap(List::stream).filter(s -> s.table().equals(table)).toList();
      assertThat(shares.stream().filter(s -> s.ownsShard("shardId-" + shard))).hasSize(1);
      assertThat(shares.stream().filter(s -> s.ownsSegment(Math.abs(shard % 1000)))).hasSize(1);
      assertThat(shares.stream().filter(TableAssignment::leads)).hasSize(1);
    }
  }

  @Test
  void aTasksSharesSurviveTheirText() {
    List<TableAssignment> shares =
        List.of(new TableAssignment("a.b-c_d", 2, 7), TableAssignment.whole("orders"));

    assertThat(TableAssignments.read(TableAssignments.write(shares))).isEqualTo(shares);
    assertThatThrownBy(() -> TableAssignments.read("orders"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("remove it");
    assertThatThrownBy(() -> TableAssignments.read("orders:3/2"))
        .isInstanceOf(ConfigException.class);
  }
}
