package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Whatever a topic brings becomes bytes that the driver reads, or a documented error. */
class NativeValuesTest {

  private static final Set<String> ERRORS = TypesPage.errors();
  private static final Schema POINT =
      SchemaBuilder.struct()
          .field("street", Schema.OPTIONAL_STRING_SCHEMA)
          .field("zip", Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private static final List<Column> COLUMNS =
      CqlTypes.BY_NAME.values().stream().flatMap(NativeValuesTest::columns).toList();

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void nothingButADocumentedErrorIsThrown(@ForAll("values") Object value) {
    for (Column column : COLUMNS) {
      try {
        ByteBuffer bytes = column.encode(value);
        if (bytes == null) {
          assertThat(value).isEqualTo("");
        } else {
          assertThat(DriverCodec.decode(column, bytes)).isNotNull();
        }
      } catch (Unconvertible reason) {
        assertThat(ERRORS).contains(reason.found());
      }
    }
  }

  /** Of one type, without and with each choice, in the key and elsewhere. */
  private static Stream<Column> columns(DataType type) {
    Stream<Set<ConversionChoice>> choices =
        Stream.concat(
            Stream.of(Set.of()),
            Arrays.stream(ConversionChoice.values())
                .filter(choice -> Conversions.takes(type, choice))
                .map(Set::of));
    return choices.flatMap(
        chosen -> Stream.of(Column.of("c", 0, type, chosen), Column.ofKey("c", 0, type, chosen)));
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.oneOf(scalars(), containers());
  }

  private static Arbitrary<Object> containers() {
    return Arbitraries.lazyOf(
        () -> scalars(),
        () -> containers().injectNull(0.2).list().ofMaxSize(3).map(list -> (Object) list),
        () ->
            Arbitraries.maps(
                    Arbitraries.oneOf(scalars(), Arbitraries.of("street", "zip")),
                    containers().injectNull(0.2))
                .ofMaxSize(3)
                .map(HashMap::new),
        () ->
            Arbitraries.longs()
                .injectNull(0.2)
                .map(zip -> new Struct(POINT).put("street", "Via Roma").put("zip", zip)));
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.oneOf(
        Arrays.<Arbitrary<Object>>asList(
            any(Arbitraries.strings().all()),
            any(RowValues.strings()),
            any(Arbitraries.bytes()),
            any(Arbitraries.shorts()),
            any(Arbitraries.integers()),
            any(Arbitraries.longs()),
            any(Arbitraries.floats()),
            any(Arbitraries.doubles()),
            any(Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE)),
            any(Arbitraries.of(Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0f)),
            any(Arbitraries.bigDecimals().ofScale(20)),
            any(Arbitraries.of(new BigDecimal("1E+9999999"), new BigDecimal("1E-9999999"))),
            any(Arbitraries.of(BigInteger.TEN.pow(20_000), BigInteger.ONE.negate())),
            any(Arbitraries.of(true, false)),
            any(RowValues.binaries()),
            any(RowValues.binaries().map(ByteBuffer::wrap)),
            any(Arbitraries.longs().map(Date::new)),
            any(Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH)),
            any(Arbitraries.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH)),
            any(Arbitraries.of(LocalTime.MIN, LocalTime.MAX)),
            any(Arbitraries.of(CqlDuration.newInstance(-1, -2, -3)))));
  }

  private static Arbitrary<Object> any(Arbitrary<?> values) {
    return values.map(value -> (Object) value);
  }
}
