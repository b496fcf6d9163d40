package dev.messina.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.datastax.oss.driver.api.core.type.VectorType;
import dev.messina.verification.expect.Deployed;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTableTest {

  @Test
  void columnsTypesAndKeyAreRead() {
    CreateTable table =
        CreateTable.parse(
                """
                create table if not exists Shop."Orders" (
                  customer varchar, "orderId" bigint, tags frozen<map<text, frozen<list<int>>>>,
                  note text static, PRIMARY KEY ((customer, "orderId"), note)
                ) WITH CLUSTERING ORDER BY (note DESC) AND comment = 'a (b'""",
                "")
            .orElseThrow();
    assertThat(table.name()).isEqualTo("shop.Orders");
    assertThat(table.keyColumns()).containsExactly("customer", "orderId", "note");
    assertThat(table.types().keySet()).containsExactly("customer", "orderId", "tags", "note");
    assertThat(table.knownTypes()).hasSize(4);
  }

  @Test
  void aKeyMayStandAtItsColumnAndAKeyspaceBefore() {
    CreateTable table =
        CreateTable.parse("CREATE TABLE t (id uuid PRIMARY KEY, b mine)", "ks").orElseThrow();
    assertThat(table.name()).isEqualTo("ks.t");
    assertThat(table.keyColumns()).containsExactly("id");
    assertThat(table.knownTypes().keySet()).containsExactly("id");
    assertThat(CreateTable.used("USE \"Ks\"")).contains("Ks");
    assertThat(CreateTable.parse("INSERT INTO t", "ks")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateTable.parse("CREATE TABLE a.t (id uuid)", ""))
        .withMessageContaining("a.t has no primary key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|text",
        "VARCHAR|text",
        "list<int>|list<int>",
        "frozen<set<text>>|frozen<set<text>>",
        "tuple<int, text>|tuple<int, text>",
        "map<text,frozen<list<int>>>|map<text, frozen<list<int>>>"
      })
  void theServersTypesAreKnown(String text, String type) {
    assertThat(
            TypeText.parse(text)
                .orElseThrow()
                .asCql(true, true)
                .replace("frozen<tuple<int, text>>", "tuple<int, text>"))
        .isEqualToIgnoringCase(type);
  }

  @Test
  void othersAreNot() {
    assertThat(TypeText.parse("vector<float, 3>")).containsInstanceOf(VectorType.class);
    assertThat(TypeText.parse("mine")).isEmpty();
    assertThat(TypeText.parse("list<mine>")).isEmpty();
    assertThat(TypeText.parse("frozen<mine>")).isEmpty();
  }

  @Test
  void tablesAreAlteredInTheirOrder() {
    Tables tables =
        Tables.ofStatements(
            """
            CREATE KEYSPACE a WITH replication = {'class': 'x'};
            USE a;
            CREATE TABLE t (id text PRIMARY KEY);
            CREATE TABLE u (id text PRIMARY KEY, c mine);
            ALTER TABLE a.t ADD b int, "C" text;
            ALTER TABLE t WITH gc_grace_seconds = 3;
            """,
            new Deployed("none", Map.of()));
    assertThat(tables.unchecked()).containsExactly("a.u.c");
    assertThat(tables.only("a.t").of(null)).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.only("a.v"))
        .withMessageStartingWith("The schema has no table a.v. Did you mean a.t");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.of(null))
        .withMessage("Which table do the rows go to? Say --target; there are [a.t, a.u].");
  }
}
