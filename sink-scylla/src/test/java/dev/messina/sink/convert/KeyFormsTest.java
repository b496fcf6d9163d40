package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a key column each value has one text, so that two items never meet in one row. */
class KeyFormsTest {

  private static final String OTHER_FORM = "a string that is not in the one form of a key column";
  private static final String UUID_V1 = "5a4bb1c0-5bff-11ee-8c99-0242ac120002";
  private static final UserDefinedType PLACE =
      new UserDefinedTypeBuilder("shop", "place").withField("zip", DataTypes.INT).frozen().build();

  @ParameterizedTest(name = "{0} {1} takes {2} and not {3}")
  @MethodSource("forms")
  void takesOneTextForEachValue(DataType type, String choice, String taken, String other) {
    Column key = key(type, choice);
    assertThat(key.encode(taken)).isNotNull();
    assertThatThrownBy(() -> key.encode(other))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo(OTHER_FORM));
    assertThat(Column.of("c", 0, type, choices(choice)).encode(other)).isEqualTo(key.encode(taken));
    assertThat(TypesPage.errors()).contains(OTHER_FORM);
  }

  static Stream<Arguments> forms() {
    return Stream.of(numbers(), words(), times()).flatMap(forms -> forms);
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(DataTypes.BIGINT, "", "7", "007"),
        Arguments.of(DataTypes.BIGINT, "", "7", "+7"),
        Arguments.of(DataTypes.BIGINT, "", "7", "7.0"),
        Arguments.of(DataTypes.BIGINT, "", "1000", "1e3"),
        Arguments.of(DataTypes.BIGINT, "", "0", "-0"),
        Arguments.of(DataTypes.INT, "", "-7", "-07"),
        Arguments.of(DataTypes.SMALLINT, "", "7", "07"),
        Arguments.of(DataTypes.TINYINT, "", "7", "7."),
        Arguments.of(DataTypes.VARINT, "", "7", "7e0"),
        Arguments.of(DataTypes.DECIMAL, "", "1.5", "1.50"),
        Arguments.of(DataTypes.DECIMAL, "", "1000", "1E+3"),
        Arguments.of(DataTypes.DECIMAL, "", "0.5", ".5"),
        Arguments.of(DataTypes.DECIMAL, "", "0", "-0.00"),
        Arguments.of(DataTypes.DOUBLE, "", "1.5", "15e-1"),
        Arguments.of(DataTypes.DOUBLE, "", "1000", "1e3"),
        Arguments.of(DataTypes.FLOAT, "", "0.1", "0.10"));
  }

  private static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of(DataTypes.BOOLEAN, "number", "1", "true"),
        Arguments.of(DataTypes.BOOLEAN, "number", "0", "0.0"),
        Arguments.of(DataTypes.BLOB, "hex", "00ff", "00fF"),
        Arguments.of(DataTypes.UUID, "", UUID_V1, UUID_V1.toUpperCase(Locale.ROOT)),
        Arguments.of(DataTypes.TIMEUUID, "", UUID_V1, UUID_V1.replace('a', 'A')),
        Arguments.of(DataTypes.INET, "", "::1", "0:0:0:0:0:0:0:1"),
        Arguments.of(DataTypes.INET, "", "2001:db8::1", "2001:DB8::1"),
        Arguments.of(DataTypes.INET, "", "2001:db8::102:304", "2001:db8::1.2.3.4"),
        Arguments.of(DataTypes.INET, "", "2001:db8::1", "2001:0db8::1"));
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        Arguments.of(DataTypes.TIMESTAMP, "", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00+01:00"),
        Arguments.of(DataTypes.TIMESTAMP, "", "2026-01-01T12:00:00Z", "2026-01-01T12:00:00.000Z"),
        Arguments.of(DataTypes.TIMESTAMP, "", "2026-01-01T12:00:00Z", "2026-01-01T12:00Z"),
        Arguments.of(
            DataTypes.TIMESTAMP, "", "2026-01-01T12:00:00.250Z", "2026-01-01T12:00:00.25Z"),
        Arguments.of(DataTypes.TIMESTAMP, "s", "1767268800", "2026-01-01T12:00:00Z"),
        Arguments.of(DataTypes.TIMESTAMP, "s", "1767268800.25", "1767268800.250"),
        Arguments.of(DataTypes.TIMESTAMP, "ms", "1767268800000", "01767268800000"),
        Arguments.of(DataTypes.DATE, "days", "1", "1970-01-02"),
        Arguments.of(DataTypes.DATE, "days", "1", "1.0"),
        Arguments.of(DataTypes.TIME, "", "12:00:00", "12:00"),
        Arguments.of(DataTypes.TIME, "", "12:00:00.250", "12:00:00.25"),
        Arguments.of(DataTypes.TIME, "us", "1", "00:00:00.000001"));
  }

  @Test
  void takesTheTextsOfTypesThatHaveOneFormOnly() {
    assertThat(stored(DataTypes.TEXT, "007")).isEqualTo("007");
    assertThat(stored(DataTypes.ASCII, "1.0")).isEqualTo("1.0");
    assertThat(stored(DataTypes.BOOLEAN, "true")).isEqualTo(true);
    assertThat(stored(DataTypes.DATE, "2026-01-01")).hasToString("2026-01-01");
    assertThat(stored(DataTypes.INET, "10.0.0.1")).hasToString("/10.0.0.1");
  }

  @Test
  void aNumberThatIsNoTextIsTheSameKeyInAnyNotation() {
    Column key = key(DataTypes.BIGINT, "");
    assertThat(key.encode(7)).isEqualTo(key.encode("7")).isEqualTo(key.encode(7.0));
    assertThat(key.encode(new BigDecimal("7.00"))).isEqualTo(key.encode(7L));
  }

  @Test
  void reachesTheMembersOfCollectionsAndTypes() {
    for (DataType type :
        List.of(
            DataTypes.frozenListOf(DataTypes.INT),
            DataTypes.frozenSetOf(DataTypes.INT),
            DataTypes.tupleOf(DataTypes.INT))) {
      assertThat(key(type, "").encode(List.of("7"))).isNotNull();
      refuses(type, List.of("07"), OTHER_FORM);
    }
    DataType map = DataTypes.frozenMapOf(DataTypes.INT, DataTypes.INT);
    refuses(map, Map.of("07", 1), OTHER_FORM);
    refuses(map, Map.of("7", "01"), OTHER_FORM);
    refuses(PLACE, Map.of("zip", "07"), OTHER_FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00.00Z",
        "2026-01-01T13:00:00.000+01:00"
      })
  void withThreeDigitsChosenThatIsTheOneForm(String other) {
    Column key = key(DataTypes.TIMESTAMP, "iso_ms");
    assertThat(key.encode("2026-01-01T12:00:00.000Z")).isNotNull();
    assertThatThrownBy(() -> key.encode(other))
        .isInstanceOfSatisfying(
            Unconvertible.class,
            reason ->
                assertThat(reason.found())
                    .isEqualTo("a string that is not as 2026-01-01T12:00:00.000Z"));
  }

  @Test
  void takesNoJsonTextSinceItHasManyForms() {
    for (DataType type :
        List.of(
            DataTypes.frozenListOf(DataTypes.INT),
            DataTypes.frozenSetOf(DataTypes.INT),
            DataTypes.tupleOf(DataTypes.INT))) {
      refuses(type, "[7]", "JSON text, which has many forms, in a key column");
    }
    refuses(PLACE, "{\"zip\":7}", "JSON text, which has many forms, in a key column");
    refuses(
        DataTypes.frozenListOf(DataTypes.frozenListOf(DataTypes.INT)),
        List.of("[7]"),
        "JSON text, which has many forms, in a key column");
  }

  @Test
  void takesTheMembersOfASetInTheirOrderOnly() {
    DataType set = DataTypes.frozenSetOf(DataTypes.INT);
    assertThat(stored(set, List.of(1, 2))).isEqualTo(Set.of(1, 2));
    refuses(set, List.of(2, 1), "an array that is not in the order of the key column's set");
  }

  private static void refuses(DataType type, Object value, String found) {
    assertThatThrownBy(() -> key(type, "").encode(value))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo(found));
    assertThat(TypesPage.errors()).contains(found);
  }

  private static Object stored(DataType type, Object value) {
    Column key = key(type, "");
    return DriverCodec.decode(key, key.encode(value));
  }

  private static Column key(DataType type, String choice) {
    return Column.ofKey("k", 0, type, choices(choice));
  }

  private static Set<ConversionChoice> choices(String word) {
    return Arrays.stream(ConversionChoice.values())
        .filter(choice -> choice.word().equals(word))
        .collect(Collectors.toSet());
  }
}
