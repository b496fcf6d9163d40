package dev.messina.dynamodb.api.item;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemJson;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import java.util.List;
import java.util.Map;

/** What the requests of all single writes have in common, and their answers. */
final class WriteParameters {

  private static final List<String> CAPACITY = List.of("INDEXES", "TOTAL", "NONE");
  private static final List<String> METRICS = List.of("SIZE", "NONE");
  private static final List<String> RETURN_VALUES =
      List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
  private static final List<String> ON_FAILURE = List.of("ALL_OLD", "NONE");

  private WriteParameters() {}

  /**
   * @param subject the member that says which item: {@code Item} or {@code Key}
   */
  static void check(Parameters request, String subject) {
    new Constraints()
        .required(request, subject)
        .oneOf(request, "ReturnConsumedCapacity", CAPACITY)
        .oneOf(request, "ReturnItemCollectionMetrics", METRICS)
        .oneOf(request, "ReturnValues", RETURN_VALUES)
        .oneOf(request, "ReturnValuesOnConditionCheckFailure", ON_FAILURE)
        .check();
  }

  static void checkReturnsOldOnly(Parameters request) {
    String returned = request.text("ReturnValues").orElse("NONE");
    if (!returned.equals("NONE") && !returned.equals("ALL_OLD")) {
      throw validation("ReturnValues can only be ALL_OLD or NONE");
    }
  }

  /** Writes the item as it was before, if the request wants it and there was one. */
  static void writeOld(JsonWriter json, Parameters request, ItemWrite.Outcome outcome) {
    boolean wanted = request.text("ReturnValues").filter("ALL_OLD"::equals).isPresent();
    if (wanted && outcome.before() != null) {
      json.name("Attributes").raw(outcome.before().json());
    }
  }

  /** Writes what the request wants to know of the capacity used and of the item's collection. */
  static void writeMetrics(
      JsonWriter json,
      Parameters request,
      ItemWrite.Outcome outcome,
      Map<String, AttributeValue> key) {
    if (request.has("ReturnConsumedCapacity")) {
      outcome.capacity().write(json, request);
    }
    Table table = outcome.write().table();
    boolean wanted = request.text("ReturnItemCollectionMetrics").filter("SIZE"::equals).isPresent();
    if (wanted && !table.definition().indexes().of(Index.Kind.LOCAL).isEmpty()) {
      json.name("ItemCollectionMetrics");
      writeCollection(json, table, key);
    }
  }

  private static void writeCollection(
      JsonWriter json, Table table, Map<String, AttributeValue> key) {
    String name = table.keySchema().partitionKey().name();
    json.beginObject().name("ItemCollectionKey");
    ItemJson.write(json, Map.of(name, key.get(name)));
    json.name("SizeEstimateRangeGB").beginArray().number(0).number(1).endArray().endObject();
  }
}
