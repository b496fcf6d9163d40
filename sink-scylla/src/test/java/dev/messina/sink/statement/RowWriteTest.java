package dev.messina.sink.statement;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.MutationSettings.WriteMode;
import dev.messina.sink.mutation.NullValueBehavior;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.mutation.WriteTimestampSource;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWriteTest {

  private static final int COLUMNS = 8;
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final long SECONDS = NOW.getEpochSecond();

  @ParameterizedTest
  @CsvSource({
    "AUTO, 8, false, 0",
    "AUTO, 7, false, 1",
    "AUTO, 4, false, 4",
    "AUTO, 3, true, 0",
    "AUTO, 0, true, 0",
    "NULLS, 0, false, 8",
    "TOMBSTONE, 8, true, 0",
    "TOMBSTONE, 0, true, 0"
  })
  void clearsWhatIsAbsentByNullsOrByATombstoneOfTheRow(
      ReplaceStrategy strategy, int present, boolean tombstone, int nulls) {
    RowWrite write = replace(strategy, image(present));
    assertThat(write.insertAt()).hasValue(WRITTEN_AT);
    assertThat(write.tombstoneAt())
        .isEqualTo(tombstone ? OptionalLong.of(WRITTEN_AT - 1) : OptionalLong.empty());
    assertThat(nulls(write)).isEqualTo(nulls);
    assertThat(write.tombstones()).isEqualTo(nulls + (tombstone ? 1 : 0));
    assertThat(write.lifetimeSeconds()).isZero();
  }

  @Test
  void anEmptyTextIsNoNull() {
    RowWrite write = replace(ReplaceStrategy.NULLS, record(3).columns("c0", "", "c1", null));
    assertThat(write.clears(1)).isFalse();
    assertThat(write.clears(2)).isTrue();
  }

  @Test
  void aRowIsWrittenWithTheLifetimeThatRemains() {
    RecordBuilder image = image(8).header("messina.expires.at", SECONDS + 60);
    assertThat(replace(ReplaceStrategy.AUTO, image).lifetimeSeconds()).isEqualTo(60);
    assertThat(replace(ReplaceStrategy.TOMBSTONE, image).lifetimeSeconds()).isEqualTo(60);
    assertThat(merge(image).lifetimeSeconds()).isEqualTo(60);
  }

  @Test
  void aRowThatHasExpiredIsDeletedAtItsWriteTimestamp() {
    RowWrite write = replace(ReplaceStrategy.AUTO, image(2).header("messina.expires.at", SECONDS));
    assertThat(write.tombstoneAt()).hasValue(WRITTEN_AT);
    assertThat(write.insertAt()).isEmpty();
  }

  @Test
  void whatHasExpiredIsMergedForASecondSoThatItTakesNothingElseWithIt() {
    RowWrite write = merge(image(2).header("messina.expires.at", SECONDS - 100));
    assertThat(write.tombstoneAt()).isEmpty();
    assertThat(write.lifetimeSeconds()).isEqualTo(1);
  }

  @Test
  void aMergeLeavesWhatIsAbsentAndClearsWhatIsNull() {
    RowWrite write = merge(record(3).columns("c0", "x", "c1", null));
    assertThat(write.insertAt()).hasValue(WRITTEN_AT);
    assertThat(write.tombstoneAt()).isEmpty();
    assertThat(write.clears(1)).isFalse();
    assertThat(write.clears(2)).isTrue();
    assertThat(write.values()).hasSize(1 + COLUMNS);
    assertThat(write.values()[3]).isNull();
  }

  @Test
  void aNullOfAKeyColumnInTheValueIsNotWritten() {
    assertThat(merge(record(3).columns("pk", null, "c0", "x")).clears(0)).isFalse();
  }

  @Test
  void aDeleteIsATombstoneOfTheRow() {
    RowMutation.Delete delete = (RowMutation.Delete) mutation(WriteMode.MERGE, record(3));
    RowWrite write = RowWrite.of(delete, encoder().key(delete));
    assertThat(write.tombstoneAt()).hasValue(WRITTEN_AT);
    assertThat(write.insertAt()).isEmpty();
    assertThat(write.bytes()).isEqualTo(1);
  }

  private static int nulls(RowWrite write) {
    int nulls = 0;
    for (int i = 0; i < write.values().length; i++) {
      nulls += write.clears(i) ? 1 : 0;
    }
    return nulls;
  }

  private static RecordBuilder image(int present) {
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < present; i++) {
      columns.add("c" + i);
      columns.add("x");
    }
    return record(3).columns(columns.toArray());
  }

  private static RowWrite replace(ReplaceStrategy strategy, RecordBuilder record) {
    RowMutation.Replace replace = (RowMutation.Replace) mutation(WriteMode.REPLACE, record);
    return RowWrite.of(replace, encoder().image(replace), strategy, NOW);
  }

  private static RowWrite merge(RecordBuilder record) {
    RowMutation.Merge merge = (RowMutation.Merge) mutation(WriteMode.MERGE, record);
    return RowWrite.of(merge, encoder().named(merge), NOW);
  }

  private static RowMutation mutation(WriteMode mode, RecordBuilder record) {
    MutationSettings settings =
        new MutationSettings(
            mode,
            0,
            new WriteTimestampSource.InHeader(),
            true,
            0,
            NullValueBehavior.DELETE,
            MutationSettings.UNAVAILABLE_VALUE_DEFAULT);
    return new RowMutations(settings, Clock.fixed(NOW, ZoneOffset.UTC)).from(record.build());
  }

  private static RowEncoder encoder() {
    Map<String, DataType> regular = new LinkedHashMap<>();
    for (int i = 0; i < COLUMNS; i++) {
      regular.put("c" + i, DataTypes.TEXT);
    }
    TableModel table =
        TableModel.of(
            new TableName("shop", "orders"),
            Map.of("pk", DataTypes.TEXT),
            Map.of(),
            regular,
            ColumnConversions.NONE);
    return new RowEncoder(table, UnknownColumns.failing());
  }
}
