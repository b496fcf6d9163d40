package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.SortableBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The condition of a query, as the range of keys that it means. */
public final class KeyConditions {

  private static final String PARAMETER = "KeyConditionExpression";

  /** A condition on one attribute: {@code =}, {@code BETWEEN}, {@code begins_with}, ... */
  private record Part(String operator, List<AttributeValue> values) {}

  private KeyConditions() {}

  /**
   * @param schema of the table or index that is queried
   * @throws dev.messina.dynamodb.error.ApiException if the condition is more than one partition key
   *     and one range of sort keys
   */
  public static KeyRange range(Condition condition, KeySchema schema) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Condition each : flat(condition)) {
      add(parts, each);
    }
    if (parts.size() > 2) {
      throw validation("Conditions can be of length 1 or 2 only");
    }
    Part partition = part(parts, schema.partitionKey());
    Optional<Part> sort = Optional.empty();
    if (parts.size() == 2) {
      KeyAttribute sortKey =
          schema.sortKey().orElseThrow(() -> validation("Query key condition not supported"));
      sort = Optional.of(part(parts, sortKey));
    }
    if (!partition.operator().equals("=")
        || sort.filter(s -> s.operator().equals("<>")).isPresent()) {
      throw validation("Query key condition not supported");
    }
    checkTypes(schema.partitionKey(), partition);
    sort.ifPresent(part -> checkTypes(schema.sortKey().orElseThrow(), part));
    ItemKey prefix = ItemKey.of(partition.values().get(0), Optional.empty());
    return sort.map(part -> range(prefix, part)).orElseGet(() -> KeyRange.beginningWith(prefix));
  }

  private static List<Condition> flat(Condition condition) {
    if (condition instanceof Condition.And and) {
      List<Condition> all = new ArrayList<>();
      and.all().forEach(each -> all.addAll(flat(each)));
      return all;
    }
    return List.of(condition);
  }

  private static void add(Map<String, Part> parts, Condition condition) {
    if (condition instanceof Condition.Comparison comparison) {
      boolean forward = comparison.left() instanceof Operand.At;
      Operand attribute = forward ? comparison.left() : comparison.right();
      Operand value = forward ? comparison.right() : comparison.left();
      Comparator comparator = forward ? comparison.comparator() : mirrored(comparison.comparator());
      if (comparator == Comparator.NOT_EQUAL) {
        throw notAllowed("<>");
      }
      add(parts, attribute, comparator.symbol(), List.of(value));
    } else if (condition instanceof Condition.Between between) {
      add(parts, between.value(), "BETWEEN", List.of(between.low(), between.high()));
    } else if (condition instanceof Condition.BeginsWith begins) {
      add(parts, begins.value(), "begins_with", List.of(begins.prefix()));
    } else {
      throw notAllowed(operator(condition));
    }
  }

  private static void add(
      Map<String, Part> parts, Operand attribute, String operator, List<Operand> values) {
    if (!(attribute instanceof Operand.At at)) {
      throw validation("Invalid " + PARAMETER + ": No key attribute specified");
    }
    if (!at.path().isAttribute()) {
      throw validation(
          "Invalid "
              + PARAMETER
              + ": KeyConditionExpressions cannot have conditions on nested"
              + " attributes");
    }
    List<AttributeValue> literals = new ArrayList<>();
    for (Operand value : values) {
      if (!(value instanceof Operand.Literal literal)) {
        throw validation(
            "Invalid " + PARAMETER + ": Multiple attribute names used in one condition");
      }
      literals.add(literal.value());
    }
    if (parts.put(at.path().attribute(), new Part(operator, literals)) != null) {
      throw validation(
          "Invalid "
              + PARAMETER
              + ": KeyConditionExpressions must only contain one condition per"
              + " key");
    }
  }

  private static Comparator mirrored(Comparator comparator) {
    return switch (comparator) {
      case LESS -> Comparator.GREATER;
      case LESS_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
      case GREATER -> Comparator.LESS;
      case GREATER_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
      default -> comparator;
    };
  }

  private static RuntimeException notAllowed(String operator) {
    return validation("Invalid operator used in " + PARAMETER + ": " + operator);
  }

  private static String operator(Condition condition) {
    if (condition instanceof Condition.Or) {
      return "OR";
    } else if (condition instanceof Condition.Not) {
      return "NOT";
    } else if (condition instanceof Condition.In) {
      return "IN";
    } else if (condition instanceof Condition.Exists) {
      return "attribute_exists";
    } else if (condition instanceof Condition.NotExists) {
      return "attribute_not_exists";
    } else if (condition instanceof Condition.HasType) {
      return "attribute_type";
    }
    return "contains";
  }

  private static Part part(Map<String, Part> parts, KeyAttribute key) {
    Part part = parts.get(key.name());
    if (part == null) {
      throw validation("Query condition missed key schema element: " + key.name());
    }
    return part;
  }

  private static void checkTypes(KeyAttribute key, Part part) {
    for (AttributeValue value : part.values()) {
      if (!value.type().equals(key.type().name())) {
        throw invalidValue("Condition parameter type does not match schema type");
      }
    }
  }

  private static KeyRange range(ItemKey prefix, Part part) {
    ItemKey value = prefix.then(SortableBytes.of(part.values().get(0)));
    Optional<ItemKey> end = prefix.afterAllThatBeginWithThis();
    return switch (part.operator()) {
      case "=" -> new KeyRange(value, true, Optional.of(value), true);
      case "<" -> new KeyRange(prefix, true, Optional.of(value), false);
      case "<=" -> new KeyRange(prefix, true, Optional.of(value), true);
      case ">" -> new KeyRange(value, false, end, false);
      case ">=" -> new KeyRange(value, true, end, false);
      case "BETWEEN" ->
          new KeyRange(
              value, true, Optional.of(prefix.then(SortableBytes.of(part.values().get(1)))), true);
      default -> KeyRange.beginningWith(value);
    };
  }
}
