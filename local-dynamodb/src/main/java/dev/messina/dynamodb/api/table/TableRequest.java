package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Shown;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.table.Throughput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts that requests to create and to update tables have in common. */
final class TableRequest {

  private static final List<String> BILLING_MODES = List.of("PROVISIONED", "PAY_PER_REQUEST");
  private static final List<String> KEY_TYPES = List.of("HASH", "RANGE");
  private static final List<String> ATTRIBUTE_TYPES = List.of("B", "N", "S");
  private static final int MOST_KEYS = 2;

  private TableRequest() {}

  static void constrain(Constraints constraints, Parameters request) {
    constraints.oneOf(request, "BillingMode", BILLING_MODES);
    constraints.oneOf(request, "TableClass", List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"));
    int number = 1;
    for (Parameters each : request.objects("AttributeDefinitions").orElse(List.of())) {
      String member = "attributeDefinitions." + number++ + ".member.";
      constraints.required(each, "AttributeName", member + "attributeName");
      constraints.length(each, "AttributeName", member + "attributeName", 1, 255);
      constraints.required(each, "AttributeType", member + "attributeType");
      constraints.oneOf(each, "AttributeType", member + "attributeType", ATTRIBUTE_TYPES);
    }
    request
        .object("ProvisionedThroughput")
        .ifPresent(
            throughput -> constrainThroughput(constraints, throughput, "provisionedThroughput"));
  }

  static void constrainThroughput(Constraints constraints, Parameters throughput, String member) {
    for (String units : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
      String path = member + "." + Character.toLowerCase(units.charAt(0)) + units.substring(1);
      constraints.required(throughput, units, path).atLeast(throughput, units, path, 1);
    }
  }

  static void constrainKeySchema(Constraints constraints, Parameters request, String member) {
    List<Parameters> elements = request.objects("KeySchema").orElse(List.of());
    if (!request.has("KeySchema")) {
      constraints.violated(null, member, "Member must not be null");
    } else if (elements.isEmpty() || elements.size() > MOST_KEYS) {
      String shown =
          request.list("KeySchema").orElseThrow().stream()
              .map(tree -> Shown.structure("KeySchemaElement", Parameters.asMap(tree)))
              .collect(Collectors.joining(", ", "[", "]"));
      constraints.violated(
          shown,
          member,
          "Member must have length "
              + (elements.isEmpty() ? "greater than or equal to 1" : "less than or equal to 2"));
    }
    int number = 1;
    for (Parameters element : elements) {
      String path = member + "." + number++ + ".member.";
      constraints.required(element, "AttributeName", path + "attributeName");
      constraints.length(element, "AttributeName", path + "attributeName", 1, 255);
      constraints.required(element, "KeyType", path + "keyType");
      constraints.oneOf(element, "KeyType", path + "keyType", KEY_TYPES);
    }
  }

  static Map<String, KeyType> attributes(Parameters request) {
    Map<String, KeyType> attributes = new LinkedHashMap<>();
    for (Parameters each : request.objects("AttributeDefinitions").orElse(List.of())) {
      String name = each.text("AttributeName").orElseThrow();
      KeyType type = KeyType.valueOf(each.text("AttributeType").orElseThrow());
      if (attributes.put(name, type) != null) {
        throw invalidValue("Duplicate AttributeName in AttributeDefinitions: " + name);
      }
    }
    return attributes;
  }

  /**
   * @param attributes the types that are defined
   */
  static KeySchema keySchema(Parameters request, Map<String, KeyType> attributes) {
    List<Parameters> elements = request.objects("KeySchema").orElse(List.of());
    if (!keyType(elements.get(0)).equals("HASH")) {
      throw validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    if (elements.size() > 1) {
      if (!keyType(elements.get(1)).equals("RANGE")) {
        throw validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
      }
      if (name(elements.get(0)).equals(name(elements.get(1)))) {
        throw validation("Invalid KeySchema: Some index key attribute have no definition");
      }
    }
    return new KeySchema(
        key(elements.get(0), attributes),
        elements.size() > 1 ? Optional.of(key(elements.get(1), attributes)) : Optional.empty());
  }

  static Optional<Throughput> throughput(Parameters request) {
    return request
        .object("ProvisionedThroughput")
        .map(
            units ->
                new Throughput(
                    units.number("ReadCapacityUnits").orElse(0L),
                    units.number("WriteCapacityUnits").orElse(0L)));
  }

  private static KeyAttribute key(Parameters element, Map<String, KeyType> attributes) {
    String name = name(element);
    KeyType type = attributes.get(name);
    if (type == null) {
      throw invalidValue(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: ["
              + name
              + "], AttributeDefinitions: ["
              + String.join(", ", attributes.keySet())
              + "]");
    }
    return new KeyAttribute(name, type);
  }

  private static String name(Parameters element) {
    return element.text("AttributeName").orElseThrow();
  }

  private static String keyType(Parameters element) {
    return element.text("KeyType").orElseThrow();
  }
}
