package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.Map;
import java.util.Optional;

/** Lets items expire, or not any longer. */
public final class UpdateTimeToLive implements Operation {

  private final Tables tables;

  public UpdateTimeToLive(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    new Constraints().required(request, "TimeToLiveSpecification").check();
    Parameters specification =
        request.object("TimeToLiveSpecification").orElse(new Parameters(Map.of()));
    new Constraints()
        .required(specification, "AttributeName", "timeToLiveSpecification.attributeName")
        .length(specification, "AttributeName", "timeToLiveSpecification.attributeName", 1, 255)
        .required(specification, "Enabled", "timeToLiveSpecification.enabled")
        .check();
    String attribute = specification.text("AttributeName").orElseThrow();
    boolean enabled = specification.flag("Enabled").orElseThrow();
    Table table = DescribeTable.existing(tables, name, call.at());
    table.locked(
        () -> {
          turn(table, attribute, enabled);
          return null;
        });
    JsonWriter json = new JsonWriter().beginObject().name("TimeToLiveSpecification").beginObject();
    json.field("Enabled", enabled).field("AttributeName", attribute);
    return json.endObject().endObject().toBytes();
  }

  private static void turn(Table table, String attribute, boolean enabled) {
    Optional<String> current = table.expiryAttribute();
    if (enabled && current.isPresent()) {
      throw validation(
          current.get().equals(attribute)
              ? "TimeToLive is already enabled"
              : "TimeToLive is active on a different AttributeName: current AttributeName is "
                  + current.get());
    }
    if (!enabled && current.isEmpty()) {
      throw validation("TimeToLive is already disabled");
    }
    if (!enabled && !current.get().equals(attribute)) {
      throw validation(
          "TimeToLive is active on a different AttributeName: current AttributeName is "
              + current.get());
    }
    table.expireBy(enabled ? Optional.of(attribute) : Optional.empty());
  }
}
