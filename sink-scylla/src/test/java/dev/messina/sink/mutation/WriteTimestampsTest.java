package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.TOPIC;
import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTimestampsTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({"SECONDS, 1000000", "MILLISECONDS, 1000", "MICROSECONDS, 1"})
  void takesAFieldInItsUnit(TimeUnit unit, long micros) {
    assertThat(micros(field("changed", unit), record(3).columns("changed", WRITTEN_AT / micros)))
        .isEqualTo(WRITTEN_AT);
  }

  @Test
  void cutsNanosecondsOff() {
    assertThat(
            micros(
                field("changed", TimeUnit.NANOSECONDS),
                record(3).columns("changed", WRITTEN_AT * 1_000 + 999)))
        .isEqualTo(WRITTEN_AT);
  }

  @Test
  void knowsTheUnitOfConnectsTimes() {
    Date time = new Date(WRITTEN_AT / 1_000);
    assertThat(micros(field("changed", TimeUnit.SECONDS), record(3).columns("changed", time)))
        .isEqualTo(WRITTEN_AT);
  }

  @Test
  void followsThePathIntoAnEnvelope() {
    RecordBuilder envelope =
        record(3)
            .columns(
                "op",
                "u",
                "after",
                Map.of("status", "new"),
                "source",
                Map.of("ts_ms", WRITTEN_AT / 1_000));
    assertThat(micros(field("source.ts_ms", TimeUnit.MILLISECONDS), envelope))
        .isEqualTo(WRITTEN_AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ts_ms", "ts_us", "ts_ns"})
  void refusesTheTimeAtWhichASnapshotReadARow(String time) {
    Map<String, Object> source = Map.of(time, 1_767_225_610_000L);
    RecordBuilder read =
        record(3).columns("op", "r", "after", Map.of("v", "old"), "source", source);
    assertRejected(
        field("source." + time, TimeUnit.MILLISECONDS),
        read.build(),
        "Record at shop.orders-0@3: it is a snapshot's row (op r), whose 'source."
            + time
            + "' may be later than changes that it does not have, so that it would hide them; set"
            + " write.timestamp.source=offset, and if rows were written under other times, TRUNCATE"
            + " the table and reset the connector's offsets.");
    WriteTimestampSource offset = new WriteTimestampSource.OfOffset();
    RecordBuilder update =
        record(4).columns("op", "u", "after", Map.of("v", "new"), "source", source);
    assertThat(micros(offset, update)).isGreaterThan(micros(offset, read));
  }

  @Test
  void looksIntoTheKeyWhereTheValueHasNoSuchField() {
    RecordBuilder delete = record(3).key(Map.of("pk", "a", "changed", WRITTEN_AT));
    assertThat(micros(field("changed", TimeUnit.MICROSECONDS), delete)).isEqualTo(WRITTEN_AT);
  }

  @Test
  void rejectsARecordWithoutTheField() {
    assertRejected(
        field("source.ts_us", TimeUnit.MICROSECONDS),
        record(3).columns("source", "text").build(),
        "Record at shop.orders-0@3: it has no write timestamp, since neither its value nor its key"
            + " has the field 'source.ts_us' (write.timestamp.source); have the producer send it"
            + " with deletes too, or set the header 'messina.write.ts.us' and"
            + " write.timestamp.source=header.");
  }

  @Test
  void rejectsAFieldInAnotherUnit() {
    assertRejected(
        field("changed", TimeUnit.SECONDS),
        record(3).columns("changed", WRITTEN_AT).build(),
        "Record at shop.orders-0@3: field 'changed' lies before 2007 or more than 3 days ahead of"
            + " this worker's clock; it must be in seconds since 1970: check its unit and the"
            + " clocks.");
  }

  @Test
  void rejectsAFieldThatIsNoTime() {
    assertRejected(
        field("changed", TimeUnit.MILLISECONDS),
        record(3).columns("changed", "secret").build(),
        "Record at shop.orders-0@3: field 'changed' is no write timestamp; it must be an integer of"
            + " milliseconds since 1970, as int64, digits or 8 bytes.");
  }

  @Test
  void takesKafkasTimestampWhenToldSo() {
    SinkRecord record =
        new SinkRecord(
            TOPIC,
            0,
            null,
            Map.of("pk", "a"),
            null,
            null,
            3,
            WRITTEN_AT / 1_000,
            TimestampType.CREATE_TIME);
    assertThat(mutations(new WriteTimestampSource.OfRecord(), 0).from(record).writtenAt().micros())
        .isEqualTo(WRITTEN_AT);
    assertRejected(
        new WriteTimestampSource.OfRecord(),
        record(3).build(),
        "Record at shop.orders-0@3: it has no timestamp, which"
            + " write.timestamp.source=record.timestamp asks for; have the producer set one, or"
            + " take another write.timestamp.source.");
  }

  @Test
  void makesATimeOfAnOffsetWithRoomForTombstonesAndGenerations() {
    WriteTimestampSource offset = new WriteTimestampSource.OfOffset();
    assertThat(micros(offset, record(4)) - micros(offset, record(3))).isEqualTo(100);
    assertThat(micros(offset, record(1_000_000_000_000L))).isLessThan(WRITTEN_AT);
    assertThat(mutations(offset, 0).knowChangeTimes()).isFalse();
    assertThat(mutations(new WriteTimestampSource.OfRecord(), 0).knowChangeTimes()).isTrue();
  }

  @Test
  void aGenerationRaisesEveryTimeAndNeverReachesTheNextStep() {
    RowMutations third = mutations(new WriteTimestampSource.InHeader(), 3);
    SinkRecord moved =
        record(3).columns("a", 1).header("messina.moved.from", Map.of("pk", "b")).build();
    RowMutation.Replace replace = (RowMutation.Replace) third.from(moved);
    assertThat(replace.writtenAt().micros()).isEqualTo(WRITTEN_AT + 6);
    assertThat(replace.writtenAt().justBefore()).isEqualTo(WRITTEN_AT + 5);
    assertThat(replace.left().writtenAt().micros()).isEqualTo(WRITTEN_AT + 5);
    assertThat(third.from(record(4).build()).writtenAt().micros()).isEqualTo(WRITTEN_AT + 6);
    RowMutation last = mutations(new WriteTimestampSource.InHeader(), 49).from(record(5).build());
    assertThat(last.writtenAt().micros()).isLessThan(WRITTEN_AT + 100 - 1);
  }

  private static WriteTimestampSource field(String path, TimeUnit unit) {
    return WriteTimestampSource.of("field:" + path, unit);
  }

  private static long micros(WriteTimestampSource source, RecordBuilder record) {
    return mutations(source, 0).from(record.build()).writtenAt().micros();
  }

  private static RowMutations mutations(WriteTimestampSource source, int generation) {
    return new RowMutations(
        new MutationSettings(
            WriteMode.REPLACE,
            generation,
            source,
            true,
            0,
            NullValueBehavior.DELETE,
            MutationSettings.UNAVAILABLE_VALUE_DEFAULT),
        NOW);
  }

  private static void assertRejected(
      WriteTimestampSource source, SinkRecord record, String message) {
    assertThatThrownBy(() -> mutations(source, 0).from(record))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void readsThePathOfAField() {
    assertThat(field("source.ts_us", TimeUnit.MICROSECONDS))
        .isEqualTo(
            new WriteTimestampSource.InField(List.of("source", "ts_us"), TimeUnit.MICROSECONDS));
  }

  @Test
  void takesAHeaderOfTheUsersOwnForRowsDeletesAndTombstones() {
    RowMutations own =
        Options.reading(
            "write.timestamp.source",
            "header:__source_ts_ms",
            "write.timestamp.unit",
            "ms",
            "behavior.on.null.values",
            "ignore");
    RecordBuilder bare = record(3).withoutHeaders();
    for (RecordBuilder given : List.of(bare.columns("a", 1), bare)) {
      SinkRecord record = given.header("__source_ts_ms", WRITTEN_AT / 1_000).build();
      assertThat(own.skips(record)).isFalse();
      assertThat(own.from(record).writtenAt().micros()).isEqualTo(WRITTEN_AT);
    }
    assertThat(own.skips(record(4).build())).isTrue();
    assertThat(own.knowChangeTimes()).isTrue();
    assertThatThrownBy(() -> own.from(record(4).columns("a", 1).build()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@4: it has no write timestamp, since it has no header"
                + " '__source_ts_ms' (write.timestamp.source); have the producer set it on deletes"
                + " and tombstones too, and no transform or header converter drop it.");
  }

  @Test
  void takesTheTimeThatDebeziumsTransformAddsToRowsAndDeletesAsAHeader() {
    RowMutations own =
        Options.reading(
            "write.timestamp.source", "header:__source_ts_us", "write.timestamp.unit", "us");
    for (SinkRecord record : FlattenedRowsTest.withTimeInAHeader()) {
      assertThat(own.from(record).writtenAt().micros()).isEqualTo(WRITTEN_AT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"header:", "header: ", "headers:a", "header:a", "field:`a.b", "field:`a`b"})
  void refusesWhatNamesNoHeaderOrFieldOrNoUnit(String source) {
    assertThatThrownBy(() -> Options.settings("write.timestamp.source", source))
        .hasMessageContaining("write.timestamp.source");
  }

  @Test
  void readsNamesWithDotsInBackticks() {
    assertThat(field("`source.ts`.us", TimeUnit.MICROSECONDS))
        .isEqualTo(
            new WriteTimestampSource.InField(List.of("source.ts", "us"), TimeUnit.MICROSECONDS));
  }
}
