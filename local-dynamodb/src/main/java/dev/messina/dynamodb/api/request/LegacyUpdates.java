package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.invalidValue;

import dev.messina.dynamodb.expression.Operand;
import dev.messina.dynamodb.expression.Path;
import dev.messina.dynamodb.expression.Update;
import dev.messina.dynamodb.expression.UpdateAction;
import dev.messina.dynamodb.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AttributeUpdates}, the updates from before there were expressions. */
public final class LegacyUpdates {

  private LegacyUpdates() {}

  public static Update of(Map<String, Object> attributeUpdates) {
    List<UpdateAction> actions = new ArrayList<>();
    attributeUpdates.forEach(
        (name, tree) -> actions.add(action(name, new Parameters(Parameters.asMap(tree)))));
    return new Update(actions);
  }

  private static UpdateAction action(String attribute, Parameters update) {
    String action = update.text("Action").orElse("PUT");
    Optional<AttributeValue> value = update.map("Value").map(AttributeReader::value);
    Path path = Path.of(attribute);
    if (value.isEmpty()) {
      if (!action.equals("DELETE")) {
        throw invalidValue("Only DELETE action is allowed when no attribute value is specified");
      }
      return new UpdateAction.Remove(path);
    }
    return switch (action) {
      case "ADD" -> add(path, value.get());
      case "DELETE" -> delete(path, value.get());
      default -> new UpdateAction.Set(path, new Operand.Literal(value.get()));
    };
  }

  private static UpdateAction add(Path path, AttributeValue value) {
    if (value instanceof AttributeValue.NumberValue
        || value instanceof AttributeValue.SetValue
        || value instanceof AttributeValue.ListValue) {
      return new UpdateAction.Add(path, value);
    }
    throw invalidValue("ADD action is not supported for the type " + value.type());
  }

  private static UpdateAction delete(Path path, AttributeValue value) {
    if (value instanceof AttributeValue.SetValue elements) {
      return new UpdateAction.Delete(path, elements);
    }
    throw invalidValue("DELETE action with value is not supported for the type " + value.type());
  }
}
