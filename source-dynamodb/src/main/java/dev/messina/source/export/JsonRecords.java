package dev.messina.source.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.record.json.ItemText;
import dev.messina.source.change.Item;
import dev.messina.source.change.ItemJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records in DynamoDB JSON. */
final class JsonRecords implements Records {

  private final JsonParser json;
  private final ItemText items;
  private final List<String> keyNames;

  JsonRecords(InputStream content, List<String> keyNames) throws IOException {
    this.json = DynamoDbJson.FACTORY.createParser(content);
    this.items = new ItemText(json);
    this.keyNames = keyNames;
  }

  @Override
  public boolean advance() throws IOException {
    json.skipChildren();
    JsonToken token = json.nextToken();
    if (token == null) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new ItemException("it is not a JSON object");
    }
    return true;
  }

  @Override
  public Item item() throws IOException {
    if (!"Item".equals(json.nextFieldName())) {
      throw RecordFields.noItem(json.currentName());
    }
    json.nextToken();
    Item item = image();
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw RecordFields.noItem(json.currentName());
    }
    return item;
  }

  @Override
  public ExportedChange change() throws IOException {
    RecordFields fields = new RecordFields();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "Metadata" -> fields.time(writeTimestamp());
        case "Keys" -> fields.keys(ItemJson.readKey(json));
        case "NewImage" -> fields.newImage(image());
        case "OldImage" -> fields.oldImage(image());
        default -> throw RecordFields.unknown(name);
      }
    }
    return fields.change(keyNames);
  }

  private Item image() throws IOException {
    Map<String, AttributeValue> key = new HashMap<>();
    String text = items.item(keyNames, (name, value) -> key.put(name, ItemJson.keyValue(value)));
    return RecordFields.withKey(new Item(text, key), keyNames);
  }

  private long writeTimestamp() throws IOException {
    Map<String, AttributeValue> metadata = ItemJson.readKey(json);
    AttributeValue micros = metadata.get("WriteTimestampMicros");
    if (micros == null || micros.n() == null) {
      throw RecordFields.noTime();
    }
    return RecordFields.micros(micros.n());
  }
}
