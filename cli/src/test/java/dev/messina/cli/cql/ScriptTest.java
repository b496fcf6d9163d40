package dev.messina.cli.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  @Test
  void aSemicolonEndsAStatement() {
    assertThat(texts("USE a; SELECT 1;;\n ;INSERT x"))
        .containsExactly("USE a", "SELECT 1", "INSERT x");
    assertThat(texts(" \n-- nothing\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t (a) VALUES ('it''s; -- no comment')",
        "SELECT \"a;\"\"//b\" FROM t",
        "CREATE FUNCTION f() AS $$ return 'a'; // kept $$",
        "BEGIN BATCH INSERT a; UPDATE b; APPLY BATCH",
        "begin unlogged batch\n INSERT apply; \n apply\n batch",
        "SELECT a FROM t WHERE b = '\n;\n'",
      })
  void oneThatHoldsSemicolonsStaysWhole(String text) {
    assertThat(texts(text + "; USE x;")).containsExactly(text, "USE x");
  }

  @Test
  void commentsAreLeftOut() {
    assertThat(texts("a -- one; two\n b // three; '\n /* four; $$ \n*/ c; -- end"))
        .containsExactly("a \n b \n   c");
    assertThat(texts("SELECT/* x */a")).containsExactly("SELECT a");
    assertThat(texts("--x\n//y\n/*z*/ USE a")).containsExactly("USE a");
  }

  @Test
  void aStatementHasItsNumberAndTheLineInWhichItBegins() {
    String text = "USE a;\n\n-- so\n/* \n */ INSERT '\n' ;SELECT\n1;";
    assertThat(Script.statements(text, 4))
        .extracting(Statement::number, Statement::line)
        .containsExactly(tuple(5, 1), tuple(6, 5), tuple(7, 6));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "USE 'a, a string",
        "USE \"a, a quoted name",
        "f $$ a, a body",
        "USE /* a, a comment",
      })
  void whatDoesNotEndIsRefusedWithItsLine(String text, String what) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Script.statements("\n\n" + text + "; \n", 0))
        .withMessage("Line 3: " + what + " begins here and does not end.");
  }

  @Test
  void aBatchThatIsNotAppliedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Script.statements("USE a;\nBEGIN BATCH\n INSERT b; INSERT apply;", 0))
        .withMessage("Line 2: BEGIN BATCH has no APPLY BATCH after it.");
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT * FROM t, SELECT JSON * FROM t",
    "select distinct a from t, select JSON distinct a from t",
    "SELECT JSON a FROM t, SELECT JSON a FROM t",
    "SELECT json FROM t, SELECT JSON json FROM t",
    "SELECT\"a\" FROM t, SELECT JSON\"a\" FROM t",
    "SELECT json AS a FROM t, SELECT JSON json AS a FROM t",
  })
  void aSelectHasAFormInJson(String text, String asJson) {
    Statement statement = new Statement(1, 1, text);
    assertThat(statement.isSelect()).isTrue();
    assertThat(statement.asJson()).isEqualTo(asJson);
  }

  @Test
  void nothingElseIsASelect() {
    assertThat(new Statement(1, 1, "SELECTED x").isSelect()).isFalse();
    assertThat(new Statement(1, 1, "SELECT").isSelect()).isFalse();
    assertThat(new Statement(1, 1, "INSERT").isSelect()).isFalse();
  }

  @Test
  void columnsAreAlignedAndNumbersStandAtTheRight() {
    RowsTable table =
        new RowsTable(
            List.of("id", "total", "note"),
            List.of(false, true, false),
            List.of(List.of("a-1", "7", "x"), List.of("é", "12.50", "null")));
    assertThat(table.lines())
        .containsExactly(
            "id  | total | note", "----+-------+-----", "a-1 |     7 | x", "é   | 12.50 | null");
  }

  private static List<String> texts(String text) {
    return Script.statements(text, 0).stream().map(Statement::text).toList();
  }
}
