package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_IN_USE;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Billing;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Indexes;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableDefinition;
import dev.messina.dynamodb.table.TableIdentity;
import dev.messina.dynamodb.table.Tables;
import dev.messina.dynamodb.table.Throughput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates a table. */
public final class CreateTable implements Operation {

  private static final String ACCOUNT = "000000000000";
  private static final List<String> REQUIRED =
      List.of("TableName", "KeySchema", "AttributeDefinitions");

  private final Tables tables;
  private final StreamSwitch streams;

  public CreateTable(Tables tables, Streams streams) {
    this.tables = tables;
    this.streams = new StreamSwitch(streams);
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = check(request);
    TableDefinition definition = definition(request, call.at());
    StreamSwitch.check(request);
    String arn = "arn:aws:dynamodb:" + call.region() + ":" + ACCOUNT + ":table/" + name;
    Table table =
        new Table(new TableIdentity(name, UUID.randomUUID(), arn, call.at()), definition, tables);
    table.tags(Tags.of(request));
    if (!tables.add(table, call.at())) {
      throw new ApiException(RESOURCE_IN_USE, "Table already exists: " + name);
    }
    table.locked(() -> streams.turn(table, request, call.at()));
    return TableDescription.answer("TableDescription", table, "CREATING", call.at());
  }

  private static String check(Parameters request) {
    for (String member : REQUIRED) {
      if (!request.has(member)) {
        throw validation(
            "The parameter '" + member + "' is required but was not present in the request");
      }
    }
    String name = TableNames.ofNew(request.text("TableName").orElseThrow());
    Constraints constraints = new Constraints();
    TableRequest.constrain(constraints, request);
    TableRequest.constrainKeySchema(constraints, request, "keySchema");
    IndexRequest.constrain(constraints, request, "LocalSecondaryIndexes");
    IndexRequest.constrain(constraints, request, "GlobalSecondaryIndexes");
    constraints.check();
    return name;
  }

  private static TableDefinition definition(Parameters request, Instant at) {
    Billing billing = billing(request, at);
    Map<String, KeyType> attributes = TableRequest.attributes(request);
    KeySchema schema = TableRequest.keySchema(request, attributes);
    Indexes indexes = IndexRequest.all(request, schema, attributes, billing);
    checkAllUsed(attributes, schema, indexes);
    return new TableDefinition(
        schema, attributes, indexes, billing, TableOptions.of(request, Map.of()));
  }

  private static Billing billing(Parameters request, Instant at) {
    String mode = request.text("BillingMode").orElse(Billing.PROVISIONED);
    Optional<Throughput> throughput = TableRequest.throughput(request);
    if (mode.equals(Billing.PAY_PER_REQUEST)) {
      if (throughput.isPresent()) {
        throw invalidValue(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                + " PAY_PER_REQUEST");
      }
      return new Billing(mode, Throughput.ON_DEMAND, Optional.of(at));
    }
    return new Billing(
        mode,
        throughput.orElseThrow(
            () ->
                invalidValue(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                        + " BillingMode is PROVISIONED")),
        Optional.empty());
  }

  private static void checkAllUsed(
      Map<String, KeyType> attributes, KeySchema schema, Indexes indexes) {
    Set<String> used = new LinkedHashSet<>();
    schema.attributes().stream().map(KeyAttribute::name).forEach(used::add);
    for (Index index : indexes.secondary()) {
      index.keySchema().attributes().stream().map(KeyAttribute::name).forEach(used::add);
    }
    Map<String, KeyType> unused = new LinkedHashMap<>(attributes);
    unused.keySet().removeAll(used);
    if (!unused.isEmpty() && indexes.secondary().isEmpty()) {
      throw invalidValue(
          "Number of attributes in KeySchema does not exactly match number of attributes defined in"
              + " AttributeDefinitions");
    }
    if (!unused.isEmpty()) {
      throw invalidValue(
          "Some AttributeDefinitions are not used. AttributeDefinitions: ["
              + String.join(", ", attributes.keySet())
              + "], keys used: ["
              + String.join(", ", used)
              + "]");
    }
  }
}
