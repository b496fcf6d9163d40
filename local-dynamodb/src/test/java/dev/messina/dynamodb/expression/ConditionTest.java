package dev.messina.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.item.AttributeValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "title", AttributeValue.string("Blue sky"),
          "price", AttributeValue.number("20"),
          "tags",
              new AttributeValue.SetValue(
                  "S", new LinkedHashSet<>(List.of(AttributeValue.string("new")))),
          "parts",
              new AttributeValue.ListValue(
                  List.of(AttributeValue.string("a"), AttributeValue.number("7"))),
          "maker", AttributeValue.map(Map.of("city", AttributeValue.string("Oslo"))));

  private static final Map<String, AttributeValue> VALUES =
      Map.of(
          ":ten", AttributeValue.number("10"),
          ":twenty", AttributeValue.number("20.0"),
          ":thirty", AttributeValue.number("30"),
          ":blue", AttributeValue.string("Blue"),
          ":new", AttributeValue.string("new"),
          ":oslo", AttributeValue.string("Oslo"),
          ":list", AttributeValue.string("L"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price = :twenty | true",
        "price <> :twenty | false",
        "absent <> :twenty | true",
        "absent = :twenty | false",
        "price < :thirty AND NOT price < :ten | true",
        "price BETWEEN :ten AND :thirty AND title <> :blue | true",
        "price IN (:ten, :twenty) | true",
        "begins_with(title, :blue) | true",
        "contains(title, :new) OR contains(tags, :new) | true",
        "attribute_exists(maker.city) and attribute_not_exists(maker.street) | true",
        "maker.city = :oslo | true",
        "#m.#c = :oslo | true",
        "parts[1] > :ten | false",
        "attribute_exists(parts[2]) | false",
        "attribute_type(parts, :list) | true",
        "size(parts) < :ten AND size(title) < :ten | true",
        "title < :ten | false",
        "price = :ten OR price = :twenty AND price = :thirty | false",
        "(price = :twenty OR price = :ten) AND price = :twenty | true",
      })
  void aConditionHoldsAsInDynamoDb(String text, boolean holds) {
    ExpressionScope scope = new ExpressionScope(Map.of("#m", "maker", "#c", "city"), VALUES);
    Condition condition = Expressions.condition(ExpressionKind.CONDITION, text, scope);
    assertThat(condition.holds(ITEM)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price = | Syntax error; token: \"<EOF>\", near: \"=\"",
        "price = = :ten | Syntax error; token: \"=\", near: \"= = :ten\"",
        "!!! | Syntax error; token: \"!\", near: \"!!\"",
        "status = :ten | Attribute name is a reserved keyword; reserved keyword: status",
        "price = :no"
            + " | An expression attribute value used in expression is not defined; attribute value:"
            + " :no",
        "#no = :ten"
            + " | An expression attribute name used in the document path is not defined; attribute"
            + " name: #no",
        "((price = :ten)) | The expression has redundant parentheses;",
        "nothing(price) | Invalid function name; function: nothing",
        "size(price) | The function is not allowed to be used this way in an expression; function:"
            + " size",
        "attribute_exists(price, title) | Incorrect number of operands for operator or function;"
            + " operator or function: attribute_exists, number of operands: 2",
        "attribute_exists(:ten) | Operator or function requires a document path; operator or"
            + " function: attribute_exists",
        "price BETWEEN :thirty AND :ten | The BETWEEN operator requires upper bound to be greater"
            + " than or equal to lower bound; lower bound operand: AttributeValue: {N:30}, upper"
            + " bound operand: AttributeValue: {N:10}",
        "begins_with(title, :ten) | Incorrect operand type for operator or function; operator or"
            + " function: begins_with, operand type: N",
        "price = price | The first operand must be distinct from the remaining operands for this"
            + " operator or function; operator: =, first operand: [price]",
      })
  void whatIsNoConditionIsRefusedWithAwssMessage(String text, String message) {
    assertThatThrownBy(
            () ->
                Expressions.condition(
                    ExpressionKind.FILTER, text, new ExpressionScope(Map.of(), VALUES)))
        .hasMessage("Invalid FilterExpression: " + message);
  }

  /** A condition as a text, and what it means. */
  record Told(String text, Predicate<Map<String, AttributeValue>> meaning) {}

  @Property(tries = 500)
  void whatIsPutTogetherMeansWhatItsPartsMean(
      @ForAll("conditions") Told told, @ForAll("items") Map<String, AttributeValue> item) {
    ExpressionScope scope = new ExpressionScope(Map.of(), VALUES);
    Condition condition = Expressions.condition(ExpressionKind.FILTER, told.text(), scope);
    assertThat(condition.holds(item)).as(told.text()).isEqualTo(told.meaning().test(item));
  }

  @Provide
  Arbitrary<Told> conditions() {
    return conditions(4);
  }

  private static Arbitrary<Told> conditions(int depth) {
    Arbitrary<Told> simple = Arbitraries.oneOf(comparisons(), existence());
    if (depth == 0) {
      return simple;
    }
    Arbitrary<Told> parts = conditions(depth - 1);
    return Arbitraries.oneOf(
        simple,
        parts.map(ConditionTest::negated),
        Combinators.combine(parts, parts).as(ConditionTest::both),
        Combinators.combine(parts, parts).as(ConditionTest::either));
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    Arbitrary<AttributeValue> numbers =
        Arbitraries.of("5", "10", "20", "30", "31").map(AttributeValue::number);
    return Arbitraries.maps(Arbitraries.of("a", "b"), numbers).map(LinkedHashMap::new);
  }

  private static Arbitrary<Told> comparisons() {
    return Combinators.combine(
            Arbitraries.of("a", "b"),
            Arbitraries.of(Comparator.values()),
            Arbitraries.of(":ten", ":twenty", ":thirty"))
        .as(
            (name, comparator, value) ->
                new Told(
                    name + comparator.symbol() + value,
                    item -> compares(item.get(name), comparator, VALUES.get(value))));
  }

  private static Arbitrary<Told> existence() {
    return Arbitraries.of("a", "b")
        .map(name -> new Told("attribute_exists(" + name + ")", item -> item.containsKey(name)));
  }

  private static boolean compares(
      AttributeValue left, Comparator comparator, AttributeValue right) {
    if (left == null) {
      return comparator == Comparator.NOT_EQUAL;
    }
    int order =
        Integer.compare(
            Integer.parseInt(((AttributeValue.NumberValue) left).value().toString()),
            Integer.parseInt(((AttributeValue.NumberValue) right).value().toString()));
    return switch (comparator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static Told negated(Told told) {
    return new Told("NOT " + grouped(told), told.meaning().negate());
  }

  private static Told both(Told left, Told right) {
    return new Told(grouped(left) + " AND " + grouped(right), left.meaning().and(right.meaning()));
  }

  private static Told either(Told left, Told right) {
    // Without parentheses: OR binds less than AND and NOT.
    return new Told(left.text() + " OR " + right.text(), left.meaning().or(right.meaning()));
  }

  private static String grouped(Told told) {
    return told.text().contains(" ") ? "(" + told.text() + ")" : told.text();
  }
}
