package dev.messina.source.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TableSharesTest {

  @Test
  void moreTasksThanTablesShareEachTable() {
    assertThat(TableShares.among(5, List.of("orders", "customers")))
        .containsExactly(
            List.of(new TableShare("customers", 0, 3)),
            List.of(new TableShare("customers", 1, 3)),
            List.of(new TableShare("customers", 2, 3)),
            List.of(new TableShare("orders", 0, 2)),
            List.of(new TableShare("orders", 1, 2)));
  }

  @Test
  void moreTablesThanTasksArePacked() {
    assertThat(TableShares.among(2, List.of("c", "a", "b")))
        .containsExactly(
            List.of(TableShare.whole("a"), TableShare.whole("c")), List.of(TableShare.whole("b")));
  }

  @Property(tries = 200)
  void everyShardAndSegmentHasExactlyOneOwner(
      @ForAll @IntRange(min = 1, max = 40) int tasksMax,
      @ForAll @IntRange(min = 1, max = 40) int tables,
      @ForAll int shard) {
    List<String> names = IntStream.range(0, tables).mapToObj(i -> "table-" + i).toList();
    List<List<TableShare>> tasks = TableShares.among(tasksMax, names);

    assertThat(tasks).hasSizeLessThanOrEqualTo(tasksMax).doesNotContain(List.of());
    for (String table : names) {
      List<TableShare> shares =
          tasks.stream().flatMap(List::stream).filter(s -> s.table().equals(table)).toList();
      assertThat(shares.stream().filter(s -> s.ownsShard("shardId-" + shard))).hasSize(1);
      assertThat(shares.stream().filter(s -> s.ownsSegment(Math.abs(shard % 1000)))).hasSize(1);
      assertThat(shares.stream().filter(TableShare::leads)).hasSize(1);
    }
  }

  @Test
  void aTasksSharesSurviveTheirText() {
    List<TableShare> shares = List.of(new TableShare("a.b-c_d", 2, 7), TableShare.whole("orders"));

    assertThat(TableShares.read(TableShares.write(shares))).isEqualTo(shares);
    assertThatThrownBy(() -> TableShares.read("orders"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("remove it");
    assertThatThrownBy(() -> TableShares.read("orders:3/2")).isInstanceOf(ConfigException.class);
  }
}
