package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.invalidValue;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.table.Billing;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.IndexProjection;
import dev.messina.dynamodb.table.Indexes;
import dev.messina.dynamodb.table.Throughput;
import dev.messina.dynamodb.table.VectorIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Indexes in the requests that create and update tables. */
final class IndexRequest {

  private static final int MOST_LOCAL = 5;
  private static final int MOST_GLOBAL = 20;
  private static final List<String> PROJECTIONS = List.of("ALL", "INCLUDE", "KEYS_ONLY");

  private IndexRequest() {}

  static void constrain(Constraints constraints, Parameters request, String parameter) {
    String member = Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
    int number = 1;
    for (Parameters index : request.objects(parameter).orElse(List.of())) {
      constrainOne(constraints, index, member + "." + number++ + ".member.");
    }
  }

  static void constrainOne(Constraints constraints, Parameters index, String member) {
    constraints.required(index, "IndexName", member + "indexName");
    constraints.length(index, "IndexName", member + "indexName", 3, 255);
    TableRequest.constrainKeySchema(constraints, index, member + "keySchema");
    constraints.required(index, "Projection", member + "projection");
    index
        .object("Projection")
        .ifPresent(
            projection ->
                constraints.oneOf(
                    projection,
                    "ProjectionType",
                    member + "projection.projectionType",
                    PROJECTIONS));
    index
        .object("ProvisionedThroughput")
        .ifPresent(
            units ->
                TableRequest.constrainThroughput(
                    constraints, units, member + "provisionedThroughput"));
  }

  /** All indexes that a table is created with. */
  static Indexes all(
      Parameters request, KeySchema tableKey, Map<String, KeyType> attributes, Billing billing) {
    List<Index> secondary = new ArrayList<>();
    List<Parameters> local = given(request, "LocalSecondaryIndexes");
    if (!local.isEmpty() && tableKey.sortKey().isEmpty()) {
      throw invalidValue(
          "Table KeySchema does not have a range key, which is required when specifying a"
              + " LocalSecondaryIndex");
    }
    if (local.size() > MOST_LOCAL) {
      throw invalidValue(
          "Number of LocalSecondaryIndexes exceeds per-table limit of " + MOST_LOCAL);
    }
    local.forEach(each -> secondary.add(local(each, tableKey, attributes)));
    List<Parameters> global = given(request, "GlobalSecondaryIndexes");
    if (global.size() > MOST_GLOBAL) {
      throw invalidValue(
          "GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL);
    }
    global.forEach(each -> secondary.add(global(each, attributes, billing)));
    List<VectorIndex> vector =
        request.objects("VectorIndexes").orElse(List.of()).stream()
            .map(IndexRequest::vector)
            .toList();
    Set<String> names = new HashSet<>();
    secondary.forEach(each -> checkIsNew(names, each.name()));
    vector.forEach(each -> checkIsNew(names, each.name()));
    return new Indexes(secondary, vector);
  }

  static Index global(Parameters request, Map<String, KeyType> attributes, Billing billing) {
    Optional<Throughput> throughput = TableRequest.throughput(request);
    String name = name(request);
    if (billing.isProvisioned() && throughput.isEmpty()) {
      throw invalidValue("ProvisionedThroughput is not specified for index: " + name);
    }
    if (!billing.isProvisioned() && throughput.isPresent()) {
      throw invalidValue(
          "ProvisionedThroughput should not be specified for index: "
              + name
              + " when BillingMode is PAY_PER_REQUEST");
    }
    return new Index(
        name,
        Index.Kind.GLOBAL,
        TableRequest.keySchema(request, attributes),
        projection(request),
        throughput.orElse(Throughput.ON_DEMAND));
  }

  static VectorIndex vector(Parameters request) {
    String name = name(request);
    return new VectorIndex(name, request.members());
  }

  static String name(Parameters request) {
    return request.text("IndexName").orElseThrow(() -> invalidValue("An index has no IndexName"));
  }

  private static Index local(
      Parameters request, KeySchema tableKey, Map<String, KeyType> attributes) {
    KeySchema schema = TableRequest.keySchema(request, attributes);
    String name = name(request);
    if (!schema.partitionKey().equals(tableKey.partitionKey())) {
      throw invalidValue(
          "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
              + name
              + ". index hash key: "
              + schema.partitionKey().name()
              + ", table hash key: "
              + tableKey.partitionKey().name());
    }
    if (schema.sortKey().isEmpty()) {
      throw invalidValue("Index KeySchema does not have a range key for index: " + name);
    }
    return new Index(name, Index.Kind.LOCAL, schema, projection(request), Throughput.ON_DEMAND);
  }

  private static IndexProjection projection(Parameters request) {
    Parameters projection = request.object("Projection").orElse(new Parameters(Map.of()));
    String type =
        projection
            .text("ProjectionType")
            .orElseThrow(() -> invalidValue("Unknown ProjectionType: null"));
    List<String> included = projection.texts("NonKeyAttributes").orElse(List.of());
    if (!type.equals("INCLUDE") && projection.has("NonKeyAttributes")) {
      throw invalidValue("ProjectionType is " + type + ", but NonKeyAttributes is specified");
    }
    if (type.equals("INCLUDE") && included.isEmpty()) {
      throw invalidValue("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    return new IndexProjection(type, included);
  }

  private static List<Parameters> given(Parameters request, String parameter) {
    List<Parameters> indexes = request.objects(parameter).orElse(List.of());
    if (request.has(parameter) && indexes.isEmpty()) {
      throw invalidValue("List of " + parameter + " is empty");
    }
    return indexes;
  }

  private static void checkIsNew(Set<String> names, String name) {
    if (!names.add(name)) {
      throw invalidValue("Duplicate index name: " + name);
    }
  }
}
