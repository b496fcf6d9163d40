package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_IN_USE;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Billing;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Indexes;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableDefinition;
import dev.messina.dynamodb.table.TableStatus;
import dev.messina.dynamodb.table.Tables;
import dev.messina.dynamodb.table.Throughput;
import dev.messina.dynamodb.table.VectorIndex;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a table: its billing, its indexes, its stream, what is described of it. */
public final class UpdateTable implements Operation {

  private static final List<String> CHANGES =
      List.of(
          "ProvisionedThroughput",
          "BillingMode",
          "StreamSpecification",
          "GlobalSecondaryIndexUpdates",
          "VectorIndexUpdates",
          "SSESpecification",
          "ReplicaUpdates",
          "TableClass",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "WarmThroughput");

  private final Tables tables;
  private final StreamSwitch streams;

  public UpdateTable(Tables tables, Streams streams) {
    this.tables = tables;
    this.streams = new StreamSwitch(streams);
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    check(request);
    Table table = DescribeTable.existing(tables, name, call.at());
    return table.locked(
        () -> {
          checkIsActive(table, call.at());
          TableDefinition changed = changed(table.definition(), request, call.at());
          StreamSwitch.checkIsOn(table, request);
          streams.turn(table, request, call.at());
          table.definition(changed);
          table.lifecycle().enter(TableStatus.UPDATING, call.at());
          return TableDescription.answer("TableDescription", table, "UPDATING", call.at());
        });
  }

  private static void check(Parameters request) {
    Constraints constraints = new Constraints();
    TableRequest.constrain(constraints, request);
    constraints.check();
    StreamSwitch.check(request);
    if (CHANGES.stream().noneMatch(request::has)) {
      throw validation(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
  }

  private static void checkIsActive(Table table, Instant at) {
    TableStatus status = table.lifecycle().status(at);
    if (status != TableStatus.ACTIVE) {
      throw new ApiException(
          RESOURCE_IN_USE,
          "Attempt to change a resource which is still in use: Table is being "
              + switch (status) {
                case CREATING -> "created";
                case DELETING -> "deleted";
                default -> "updated";
              }
              + ": "
              + table.name());
    }
  }

  private static TableDefinition changed(TableDefinition before, Parameters request, Instant at) {
    Billing billing = billing(before.billing(), request, at);
    Map<String, KeyType> attributes = new LinkedHashMap<>(before.attributes());
    attributes.putAll(TableRequest.attributes(request));
    Indexes indexes = before.indexes();
    for (Parameters update : request.objects("GlobalSecondaryIndexUpdates").orElse(List.of())) {
      indexes = changed(indexes, update, attributes, billing);
    }
    for (Parameters update : request.objects("VectorIndexUpdates").orElse(List.of())) {
      indexes = changedVector(indexes, update);
    }
    TableDefinition next =
        before
            .billing(billing)
            .indexes(indexes)
            .options(TableOptions.of(request, before.options()));
    return next.attributes(used(attributes, next));
  }

  private static Billing billing(Billing before, Parameters request, Instant at) {
    String mode = request.text("BillingMode").orElse(before.mode());
    Optional<Throughput> wanted = TableRequest.throughput(request);
    if (mode.equals(Billing.PAY_PER_REQUEST)) {
      if (wanted.isPresent()) {
        throw invalidValue(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                + " PAY_PER_REQUEST");
      }
      return new Billing(
          mode,
          Throughput.ON_DEMAND,
          before.isProvisioned() ? Optional.of(at) : before.onDemandSince());
    }
    if (!before.isProvisioned() && wanted.isEmpty()) {
      throw invalidValue(
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
              + " PROVISIONED");
    }
    wanted
        .filter(units -> before.isProvisioned() && units.equals(before.throughput()))
        .ifPresent(UpdateTable::refuseSame);
    return new Billing(mode, wanted.orElse(before.throughput()), before.onDemandSince());
  }

  private static void refuseSame(Throughput units) {
    throw validation(
        "The provisioned throughput for the table will not change. The requested value equals the"
            + " current value. Current ReadCapacityUnits provisioned for the table: "
            + units.read()
            + ". Requested ReadCapacityUnits: "
            + units.read()
            + ". Current WriteCapacityUnits provisioned for the table: "
            + units.write()
            + ". Requested WriteCapacityUnits: "
            + units.write()
            + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request"
            + " higher limits.");
  }

  private static Indexes changed(
      Indexes before, Parameters update, Map<String, KeyType> attributes, Billing billing) {
    Optional<Parameters> create = update.object("Create");
    if (create.isPresent()) {
      Constraints constraints = new Constraints();
      IndexRequest.constrainOne(
          constraints, create.get(), "globalSecondaryIndexUpdates.1.member.create.");
      constraints.check();
      Index index = IndexRequest.global(create.get(), attributes, billing);
      checkIsNew(before, index.name());
      return before.with(index);
    }
    Optional<Parameters> delete = update.object("Delete");
    if (delete.isPresent()) {
      return before.without(existing(before, IndexRequest.name(delete.get())));
    }
    Parameters change =
        update
            .object("Update")
            .orElseThrow(
                () ->
                    invalidValue(
                        "One of GlobalSecondaryIndexUpdate's Create, Update or Delete is"
                            + " required"));
    Throughput units =
        TableRequest.throughput(change)
            .orElseThrow(
                () ->
                    invalidValue(
                        "ProvisionedThroughput is not specified for index: "
                            + IndexRequest.name(change)));
    return before.replace(
        existing(before, IndexRequest.name(change)), index -> index.throughput(units));
  }

  private static Indexes changedVector(Indexes before, Parameters update) {
    Optional<Parameters> create = update.object("Create");
    if (create.isPresent()) {
      VectorIndex index = IndexRequest.vector(create.get());
      checkIsNew(before, index.name());
      return before.with(index);
    }
    Parameters delete =
        update
            .object("Delete")
            .orElseThrow(() -> invalidValue("A VectorIndexUpdate has a Create or a Delete"));
    return before.without(existing(before, IndexRequest.name(delete)));
  }

  private static void checkIsNew(Indexes indexes, String name) {
    if (indexes.contains(name)) {
      throw validation("Attempting to create an index which already exists");
    }
  }

  private static String existing(Indexes indexes, String name) {
    if (!indexes.contains(name)) {
      throw new ApiException(RESOURCE_NOT_FOUND, "Requested resource not found");
    }
    return name;
  }

  /** The definitions that a key still needs. */
  private static Map<String, KeyType> used(
      Map<String, KeyType> attributes, TableDefinition definition) {
    Map<String, KeyType> used = new LinkedHashMap<>(attributes);
    used.keySet()
        .removeIf(
            name ->
                !definition.keySchema().contains(name)
                    && definition.indexes().secondary().stream()
                        .flatMap(index -> index.keySchema().attributes().stream())
                        .map(KeyAttribute::name)
                        .noneMatch(name::equals));
    return used;
  }
}
