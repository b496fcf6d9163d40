package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.TestTables;
import dev.messina.sink.route.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnConversionsTest {

  private static final TableName ORDERS = new TableName("shop", "orders");
  private static final TableName USERS = new TableName("shop", "users");

  @Test
  void aTablesOwnChoiceTakesThePlaceOfTheCommonOne() {
    ColumnConversions conversions = conversions("born:ms, shop.users.born:s, price:rounded");
    assertThat(conversions.of(ORDERS, "born")).isEqualTo(Set.of(ConversionChoice.MILLIS));
    assertThat(conversions.of(USERS, "born")).isEqualTo(Set.of(ConversionChoice.SECONDS));
    assertThat(conversions.of(USERS, "price")).isEqualTo(Set.of(ConversionChoice.ROUNDED));
    assertThat(conversions.of(USERS, "name")).isEmpty();
  }

  @Test
  void aColumnOfATableMayHaveSeveralChoices() {
    assertThat(conversions("shop.users.raw:s,shop.users.raw:hex").of(USERS, "raw"))
        .isEqualTo(Set.of(ConversionChoice.SECONDS, ConversionChoice.HEX));
    assertThatThrownBy(() -> conversions("shop.users.raw:s,shop.users.raw:ms"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has both 's' and 'ms' for column 'shop.users.raw'; keep one.");
  }

  @Test
  void namesWithDotsAreThoseOfATableOnlyIfTheyCanBe() {
    ColumnConversions conversions = conversions("a.b:ms,shop.users.a.b:s");
    assertThat(conversions.of(ORDERS, "a.b")).isEqualTo(Set.of(ConversionChoice.MILLIS));
    assertThat(conversions.of(USERS, "a.b")).isEqualTo(Set.of(ConversionChoice.SECONDS));
  }

  @Test
  void onlyWhatIsForTheTableIsHeldAgainstIt() {
    Map<String, DataType> columns = Map.of("born", DataTypes.TIMESTAMP);
    assertThat(problems("born:rounded,shop.users.born:s", columns)).isEmpty();
    assertThat(problems("shop.orders.born:rounded", columns)).isEmpty();
    assertThat(problems("shop.users.born:rounded", columns))
        .containsExactly(
            "column 'born' is timestamp, to which 'rounded' does not apply; it is for double,"
                + " float");
  }

  @Test
  void aColumnThatATableIsSaidToHaveMustBeThere() {
    Map<String, DataType> columns = Map.of("born", DataTypes.TIMESTAMP);
    assertThat(problems("shop.users.bor:s,other:hex", columns))
        .containsExactly(
            "there is no column 'shop.users.bor' (did you mean 'born'?); correct its name or"
                + " remove it");
  }

  @Test
  void aTableThatNothingWritesIsATypingError() {
    ColumnConversions conversions = conversions("born:ms,shop.user.born:s");
    assertThat(conversions.strangers(List.of(ORDERS, USERS)))
        .contains(
            "There is no table 'shop.user' among those that are written (did you mean"
                + " 'shop.users'?); correct its name or remove it.");
    assertThat(conversions("born:ms,shop.users.born:s").strangers(List.of(ORDERS, USERS)))
        .isEmpty();
  }

  @Test
  void namesWithADotOrACommaStandInBackticks() {
    ColumnConversions conversions =
        conversions("`shop.users.born`:ms, `net, gross`:rounded, shop.users.`a.b`:s, `x:y`:hex");
    assertThat(conversions.of(ORDERS, "shop.users.born"))
        .isEqualTo(Set.of(ConversionChoice.MILLIS));
    assertThat(conversions.of(USERS, "born")).isEmpty();
    assertThat(conversions.of(ORDERS, "net,gross")).isEqualTo(Set.of(ConversionChoice.ROUNDED));
    assertThat(conversions.of(USERS, "a.b")).isEqualTo(Set.of(ConversionChoice.SECONDS));
    assertThat(conversions.of(ORDERS, "x:y")).isEqualTo(Set.of(ConversionChoice.HEX));
    assertThatThrownBy(() -> conversions("`a.b:ms"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has a backtick that is not closed");
  }

  @Test
  void cutsAndNullsStandBesideOtherChoices() {
    assertThat(conversions("born:us,born:truncated,born:empty_as_null").of(USERS, "born"))
        .containsExactlyInAnyOrder(
            ConversionChoice.MICROS, ConversionChoice.TRUNCATED, ConversionChoice.EMPTY_AS_NULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rounded", "truncated", "empty_as_null"})
  void whatMakesOneOfSeveralValuesIsRefusedInAKey(String choice) {
    ColumnConversions conversions = conversions("id:" + choice + ",other:" + choice);
    Map<String, DataType> types =
        choice.equals("rounded")
            ? Map.of("id", DataTypes.DOUBLE)
            : Map.of("id", DataTypes.TIMESTAMP);
    TableMetadata table = TestTables.table(USERS, types, Map.of());
    assertThat(conversions.forSeveralTables().problems(table))
        .containsExactly(
            "column 'id' is of the primary key of shop.users, where '"
                + choice
                + "' would let two items meet in one row; remove it, or name the other table's"
                + " column as keyspace.table.column");
  }

  @Test
  void aColumnThatIsNearOnlyInItsBeginningIsNamedTooAndElseThoseThereAre() {
    Map<String, DataType> columns = Map.of("created_at", DataTypes.TIMESTAMP);
    assertThat(conversions("created:ms").problems(TestTables.table(USERS, columns)))
        .containsExactly(
            "there is no column 'created' (did you mean 'created_at'?); correct its name or remove"
                + " it");
    assertThat(conversions("zzz:ms").problems(TestTables.table(USERS, columns)))
        .containsExactly(
            "there is no column 'zzz' (there are 'created_at', 'pk'); correct its name or remove"
                + " it");
  }

  private static List<String> problems(String option, Map<String, DataType> columns) {
    return conversions(option).forSeveralTables().problems(TestTables.table(USERS, columns));
  }

  private static ColumnConversions conversions(String option) {
    return ColumnConversions.of(
        new AbstractConfig(
            ColumnConversions.define(new ConfigDef()), Map.of(ColumnConversions.OPTION, option)));
  }
}
