package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ErrorType.RESOURCE_IN_USE;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.StreamSource;
import dev.messina.dynamodb.stream.StreamViewType;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableIdentity;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Creates a table. */
public final class CreateTable implements Operation {

  private static final String ACCOUNT = "000000000000";

  private final Tables tables;
  private final Streams streams;

  public CreateTable(Tables tables, Streams streams) {
    this.tables = tables;
    this.streams = streams;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = request.text("TableName").orElseThrow();
    String arn = "arn:aws:dynamodb:" + call.region() + ":" + ACCOUNT + ":table/" + name;
    Table table =
        new Table(new TableIdentity(name, UUID.randomUUID(), arn, call.at()), keySchema(request));
    if (!tables.add(table)) {
      throw new ApiException(RESOURCE_IN_USE, "Table already exists: " + name);
    }
    request
        .object("StreamSpecification")
        .filter(stream -> stream.flag("StreamEnabled").orElse(false))
        .flatMap(stream -> stream.text("StreamViewType"))
        .map(
            view ->
                streams.enable(
                    new StreamSource(name, arn, table.keySchema(), StreamViewType.valueOf(view)),
                    call.at()))
        .ifPresent(stream -> table.stream(Optional.of(stream)));
    JsonWriter json = new JsonWriter();
    json.beginObject().name("TableDescription");
    TableDescription.write(json, table);
    return json.endObject().toBytes();
  }

  private static KeySchema keySchema(Parameters request) {
    Map<String, KeyType> types =
        request.objects("AttributeDefinitions").orElse(List.of()).stream()
            .collect(
                Collectors.toMap(
                    each -> each.text("AttributeName").orElseThrow(),
                    each -> KeyType.valueOf(each.text("AttributeType").orElseThrow())));
    List<KeyAttribute> keys =
        request.objects("KeySchema").orElse(List.of()).stream()
            .map(each -> each.text("AttributeName").orElseThrow())
            .map(key -> new KeyAttribute(key, types.get(key)))
            .toList();
    return new KeySchema(
        keys.get(0), keys.size() > 1 ? Optional.of(keys.get(1)) : Optional.empty());
  }
}
