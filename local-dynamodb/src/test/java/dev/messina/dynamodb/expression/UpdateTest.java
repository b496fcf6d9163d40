package dev.messina.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {

  private static final Map<String, AttributeValue> VALUES =
      Map.of(
          ":one", AttributeValue.number("1"),
          ":text", AttributeValue.string("t"),
          ":list", new AttributeValue.ListValue(List.of(AttributeValue.string("z"))),
          ":set", set("x"),
          ":both", set("x", "y"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET a = a + :one | {\"a\":{\"N\":\"6\"},\"b\":{\"N\":\"2\"}}",
        "SET a = b, b = a | {\"a\":{\"N\":\"2\"},\"b\":{\"N\":\"5\"}}",
        "SET c = if_not_exists(c, :text) |"
            + " {\"a\":{\"N\":\"5\"},\"b\":{\"N\":\"2\"},\"c\":{\"S\":\"t\"}}",
        "SET a = if_not_exists(a, :text) REMOVE b | {\"a\":{\"N\":\"5\"}}",
        "ADD a :one REMOVE b | {\"a\":{\"N\":\"6\"}}",
        "ADD s :set REMOVE a, b | {\"s\":{\"SS\":[\"x\"]}}",
        "REMOVE absent, a, b | {}",
        "set a = :text remove b | {\"a\":{\"S\":\"t\"}}",
      })
  void anUpdateChangesWhatItSays(String text, String after) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("a", AttributeValue.number("5"));
    item.put("b", AttributeValue.number("2"));
    assertThat(json(update(text).applyTo(item))).isEqualTo(after);
  }

  @Test
  void elementsOfAListAreRemovedByTheIndexesThatTheyHadBefore() {
    Map<String, AttributeValue> item =
        Map.of(
            "l", new AttributeValue.ListValue(List.of(text("a"), text("b"), text("c"), text("d"))));
    assertThat(json(update("REMOVE l[0], l[2]").applyTo(item)))
        .isEqualTo("{\"l\":{\"L\":[{\"S\":\"b\"},{\"S\":\"d\"}]}}");
    assertThat(json(update("SET l[9] = :text").applyTo(item)))
        .contains("{\"S\":\"d\"},{\"S\":\"t\"}]");
    assertThat(json(update("SET l = list_append(:list, l)").applyTo(item)))
        .startsWith("{\"l\":{\"L\":[{\"S\":\"z\"},{\"S\":\"a\"}");
  }

  @Test
  void aSetThatLosesItsLastElementIsGone() {
    Map<String, AttributeValue> item = Map.of("s", set("x", "y"));
    assertThat(json(update("DELETE s :set").applyTo(item))).isEqualTo("{\"s\":{\"SS\":[\"y\"]}}");
    assertThat(update("DELETE s :both").applyTo(item)).isEmpty();
    assertThat(update("DELETE absent :both").applyTo(item)).isEqualTo(item);
  }

  @Test
  void theItemThatIsGivenStaysAsItIs() {
    Map<String, AttributeValue> inner = Map.of("x", text("old"));
    Map<String, AttributeValue> item = Map.of("m", AttributeValue.map(inner));
    assertThat(json(update("SET m.x = :text, m.y = :one").applyTo(item)))
        .isEqualTo("{\"m\":{\"M\":{\"x\":{\"S\":\"t\"},\"y\":{\"N\":\"1\"}}}}");
    assertThat(json(item)).isEqualTo("{\"m\":{\"M\":{\"x\":{\"S\":\"old\"}}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET a.b = :one | The document path provided in the update expression is invalid for"
            + " update",
        "SET c = d | The provided expression refers to an attribute that does not exist in the"
            + " item",
        "SET a = t + :one | An operand in the update expression has an incorrect data type",
        "ADD t :one | An operand in the update expression has an incorrect data type",
      })
  void whatTheItemDoesNotAllowIsRefused(String text, String message) {
    Map<String, AttributeValue> item = Map.of("a", AttributeValue.number("5"), "t", text("x"));
    assertThatThrownBy(() -> update(text).applyTo(item)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INVALID SYNTAX HERE | Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"",
        "SET a = :one SET b = :one | The \"SET\" section can only be used once in an update"
            + " expression;",
        "SET a = :one, a.b = :one | Two document paths overlap with each other; must remove or"
            + " rewrite one of these paths; path one: [a], path two: [a, b]",
        "SET a[0] = :one, a.b = :one | Two document paths conflict with each other; must remove or"
            + " rewrite one of these paths; path one: [a, [0]], path two: [a, b]",
        "ADD a :text | Incorrect operand type for operator or function; operator or function: ADD,"
            + " operand type: S",
        "SET a = attribute_exists(b) | The function is not allowed in an update expression;"
            + " function: attribute_exists",
      })
  void whatIsNoUpdateIsRefused(String text, String message) {
    assertThatThrownBy(() -> update(text)).hasMessage("Invalid UpdateExpression: " + message);
  }

  @Test
  void aProjectionKeepsTheWantedPartsTogether() {
    Map<String, AttributeValue> item =
        Map.of(
            "l",
            new AttributeValue.ListValue(List.of(text("a"), text("b"), text("c"))),
            "m",
            AttributeValue.map(Map.of("x", text("1"), "y", text("2"))),
            "n",
            text("n"));
    Projection projection =
        Expressions.projection("l[2], m.x, l[0], absent.x", ExpressionScope.empty());
    assertThat(json(projection.of(item)))
        .isEqualTo(
            "{\"l\":{\"L\":[{\"S\":\"a\"},{\"S\":\"c\"}]},\"m\":{\"M\":{\"x\":{\"S\":\"1\"}}}}");
  }

  private static Update update(String text) {
    return Expressions.update(text, new ExpressionScope(Map.of(), VALUES));
  }

  private static String json(Map<String, AttributeValue> item) {
    return new String(Item.of(item).json(), StandardCharsets.UTF_8);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.string(value);
  }

  private static AttributeValue set(String... values) {
    LinkedHashSet<AttributeValue> elements = new LinkedHashSet<>();
    for (String value : values) {
      elements.add(text(value));
    }
    return new AttributeValue.SetValue("S", elements);
  }
}
