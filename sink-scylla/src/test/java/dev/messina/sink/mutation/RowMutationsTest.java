package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowMutationsTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC);

  private final RowMutations mutations = new RowMutations(MutationSettings.DEFAULTS, NOW);

  @Test
  void aRecordWithAValueReplacesTheRow() {
    RowMutation mutation = mutations.from(record(3).columns("status", "new").build());
    assertThat(mutation).isInstanceOf(RowMutation.Replace.class);
    assertThat(((RowMutation.Replace) mutation).columns().value("status")).isEqualTo("new");
    assertThat(mutation.key().value("pk")).isEqualTo("a");
    assertThat(mutation.writtenAt()).isEqualTo(new WriteTimestamp(WRITTEN_AT));
    assertThat(mutation.coordinates()).hasToString("shop.orders-0@3");
  }

  @Test
  void aRecordWithoutAValueDeletesTheRow() {
    assertThat(mutations.from(record(3).build())).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void rejectsAMoveThatNamesNoRow() {
    assertRejected(
        record(3).columns("status", "new").header("messina.moved.from", 1L),
        "Record at shop.orders-0@3: its header messina.moved.from holds no struct or map of the"
            + " primary-key columns, and no text of one; check header.converter and the"
            + " transforms.");
  }

  @Test
  void aRecordMayOnlySpeakOfWhatItNames() {
    RowMutations merging =
        new RowMutations(
            new MutationSettings(
                WriteMode.MERGE,
                0,
                new WriteTimestampSource.InHeader(),
                true,
                0,
                NullValueBehavior.DELETE,
                MutationSettings.UNAVAILABLE_VALUE_DEFAULT),
            NOW);
    RowMutation mutation = merging.from(record(3).columns("status", "new").build());
    assertThat(mutation).isInstanceOf(RowMutation.Merge.class);
    assertThat(merging.from(record(4).build())).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void anItemThatHasMovedLeavesItsRowJustBefore() {
    SinkRecord record = record(3).columns("status", "new").build();
    record.headers().add("messina.moved.from", Map.of("pk", "old"), null);
    RowMutation.Delete left = ((RowMutation.Replace) mutations.from(record)).left();
    assertThat(left.key().value("pk")).isEqualTo("old");
    assertThat(left.writtenAt().micros()).isEqualTo(WRITTEN_AT - 1);
    assertThat(((RowMutation.Replace) mutations.from(record(4).columns("a", 1).build())).left())
        .isNull();
  }

  @Test
  void readsStructsLikeMaps() {
    Schema schema = SchemaBuilder.struct().field("pk", Schema.STRING_SCHEMA).build();
    Struct struct = new Struct(schema).put("pk", "b");
    RowMutation mutation = mutations.from(record(3).key(struct).value(struct).build());
    assertThat(mutation.key().value("pk")).isEqualTo("b");
    assertThat(mutation.key().value("other")).isNull();
  }

  @ParameterizedTest
  @MethodSource("formsOfTheWriteTimestamp")
  void readsTheWriteTimestampHoweverTheHeaderConverterLeftIt(Object header) {
    assertThat(mutations.from(record(3).writtenAt(header).build()).writtenAt().micros())
        .isEqualTo(WRITTEN_AT);
  }

  static Stream<Object> formsOfTheWriteTimestamp() {
    String digits = Long.toString(WRITTEN_AT);
    return Stream.of(
        WRITTEN_AT,
        digits,
        digits.getBytes(StandardCharsets.US_ASCII),
        ByteBuffer.wrap(digits.getBytes(StandardCharsets.US_ASCII)),
        ByteBuffer.allocate(Long.BYTES).putLong(WRITTEN_AT).array());
  }

  @Test
  void b18_rejectsARecordWithoutAWriteTimestamp() {
    assertRejected(
        record(3).columns("status", "new").withoutHeaders(),
        "Record at shop.orders-0@3: it has no write timestamp, neither in the header"
            + " 'messina.write.ts.us' nor in the field 'source.write_ts_us'; have the producer set"
            + " the header (microseconds since 1970), and no transform or header converter drop"
            + " it, or say with write.timestamp.source where it stands.");
  }

  @ParameterizedTest
  @MethodSource("noWriteTimestamps")
  void rejectsWhatIsNoWriteTimestamp(Object header) {
    assertRejected(
        record(3).writtenAt(header),
        "Record at shop.orders-0@3: header 'messina.write.ts.us' is no write timestamp; it must be"
            + " an integer of microseconds since 1970, as int64, digits or 8 bytes.");
  }

  static Stream<Object> noWriteTimestamps() {
    return Stream.of("soon", 1.7e15, "1.7e15", new byte[3], true);
  }

  @ParameterizedTest
  @MethodSource("implausible")
  void rejectsAWriteTimestampInAnotherUnitOrFarAhead(long micros) {
    assertRejected(
        record(3).writtenAt(micros),
        "Record at shop.orders-0@3: header 'messina.write.ts.us' lies before 2007 or more than 3"
            + " days ahead of this worker's clock; it must be in microseconds since 1970: check its"
            + " unit and the clocks.");
  }

  static Stream<Long> implausible() {
    return Stream.of(
        WRITTEN_AT / 1_000,
        WRITTEN_AT * 1_000,
        Instant.parse("2026-01-05T00:00:00.001Z").toEpochMilli() * 1_000,
        0L);
  }

  @Test
  void acceptsAWriteTimestampThatIsALittleAhead() {
    long ahead = Instant.parse("2026-01-04T23:59:59Z").toEpochMilli() * 1_000;
    assertThat(mutations.from(record(3).writtenAt(ahead).build()).writtenAt().micros())
        .isEqualTo(ahead);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(longs = -1)
  void asksKafkaForNoTime(Long kafkaMs) {
    SinkRecord record = record(3).columns("status", "new").build();
    SinkRecord timeless =
        record.newRecord(
            null, 0, null, record.key(), null, record.value(), kafkaMs, record.headers());
    assertThat(mutations.from(timeless).writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @Test
  void rejectsANullKey() {
    assertRejected(
        record(3).key(null),
        "Record at shop.orders-0@3: its key is null where a struct or a map of the primary-key"
            + " columns belongs; check key.converter and the transforms.");
  }

  @Test
  void rejectsAValueWithoutFields() {
    assertRejected(
        record(3).value(7),
        "Record at shop.orders-0@3: its value is Integer where a struct or a map of columns"
            + " belongs; check value.converter and the transforms.");
  }

  @Test
  void rejectsAChangeRecordThatNoTransformHasTurnedIntoARow() {
    assertRejected(
        record(3).value(envelope("u", "{\"pk\":{\"S\":\"a\"}}")),
        "Record at shop.orders-0@3: it is a change record, whose item is not a row yet; add the"
            + " ItemToRow transform (transforms=row,"
            + " transforms.row.type=dev.messina.transforms.ItemToRow).");
  }

  @Test
  void understandsAnEnvelopeOfRowsAndItsWriteTimestamp() {
    RowMutation mutation =
        mutations.from(
            record(3).withoutHeaders().value(envelope("u", Map.of("status", "new"))).build());
    assertThat(((RowMutation.Replace) mutation).columns().value("status")).isEqualTo("new");
    assertThat(mutation.writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @Test
  void understandsADeleteInAnEnvelope() {
    assertThat(mutations.from(record(3).value(envelope("d", null)).build()))
        .isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void rejectsAnEnvelopeWithoutARow() {
    assertRejected(
        record(3).value(envelope("u", null)),
        "Record at shop.orders-0@3: its envelope has no row in 'after' although it is no delete;"
            + " unwrap it with a transform before the sink.");
  }

  private static Map<String, Object> envelope(String operation, Object after) {
    return fields(
        "before",
        null,
        "after",
        after,
        "op",
        operation,
        "source",
        Map.of("write_ts_us", WRITTEN_AT));
  }

  private void assertRejected(RecordBuilder record, String message) {
    assertThatThrownBy(() -> mutations.from(record.build()))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }
}
