package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import dev.messina.sink.convert.TypesPage.Certainty;
import dev.messina.sink.convert.TypesPage.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import org.assertj.core.api.SoftAssertions;

/** Every value of DynamoDB's in every CQL type: what docs/types.md says, and nothing else. */
class TypesTest {

  private static final List<Line> TABLE = TypesPage.table();
  private static final Set<String> ERRORS = TypesPage.errors();

  private static final Map<String, Column> COLUMNS = new HashMap<>();

  /** Which outcomes have been seen of what the page says can go either way. */
  private static final Map<String, Set<Certainty>> SEEN = new TreeMap<>();

  @Property(tries = 2_500, edgeCases = EdgeCasesMode.NONE)
  void eitherRoundTripsOrIsTheDocumentedError(@ForAll("values") Tuple2<String, Object> value) {
    for (Line line : TABLE) {
      for (String choice : line.choices().isEmpty() ? List.of("") : line.choices()) {
        check(line, choice, value.get1(), value.get2());
      }
    }
  }

  @Provide
  Arbitrary<Tuple2<String, Object>> values() {
    List<String> types = new ArrayList<>(TABLE.get(0).certainties().keySet());
    // Strings have the most ways to be something else.
    types.addAll(List.of("S", "S", "S"));
    return Arbitraries.of(types)
        .flatMap(type -> RowValues.of(type).map(value -> Tuple.of(type, value)));
  }

  @AfterContainer
  static void bothOutcomesOfEachUncertainOneWereSeen() {
    SoftAssertions all = new SoftAssertions();
    SEEN.forEach(
        (cell, outcomes) ->
            all.assertThat(outcomes)
                .as(cell)
                .containsExactlyInAnyOrder(Certainty.ALWAYS, Certainty.NEVER));
    all.assertAll();
  }

  private static void check(Line line, String choice, String from, Object value) {
    String cell = from + " as " + line.cqlType() + " " + choice;
    DataType type = CqlTypes.BY_NAME.get(line.cqlType());
    Optional<Object> expected = new SecondOpinion(choice).of(value, type);
    Certainty promised = line.certainties().get(from);
    Certainty outcome = expected.isPresent() ? Certainty.ALWAYS : Certainty.NEVER;
    if (promised == Certainty.SOMETIMES) {
      SEEN.computeIfAbsent(cell, name -> EnumSet.noneOf(Certainty.class)).add(outcome);
    } else {
      assertThat(outcome).as(cell).isEqualTo(promised);
    }
    Column column =
        COLUMNS.computeIfAbsent(
            line.cqlType() + choice, name -> Column.of("c", 0, type, choices(choice)));
    try {
      Object decoded = DriverCodec.decode(column, column.encode(value));
      assertThat(plain(decoded)).as(cell).isEqualTo(expected.orElse(null));
    } catch (Unconvertible reason) {
      assertThat(ERRORS).as(cell).contains(reason.found());
      if (expected.isPresent()) {
        fail("%s: %s", cell, reason.found());
      }
    }
  }

  private static Set<ConversionChoice> choices(String word) {
    return Arrays.stream(ConversionChoice.values())
        .filter(choice -> choice.word().equals(word))
        .collect(Collectors.toSet());
  }

  private static Object plain(Object decoded) {
    if (decoded instanceof CqlVector<?> vector) {
      return vector.stream().map(number -> (Object) number).toList();
    }
    if (decoded instanceof TupleValue tuple) {
      List<Object> parts = new ArrayList<>();
      IntStream.range(0, tuple.size()).forEach(i -> parts.add(tuple.getObject(i)));
      return parts;
    }
    if (decoded instanceof UdtValue fields) {
      Map<String, Object> parts = new LinkedHashMap<>();
      for (CqlIdentifier name : fields.getType().getFieldNames()) {
        parts.put(name.asInternal(), fields.getObject(name));
      }
      return parts;
    }
    return decoded;
  }
}
