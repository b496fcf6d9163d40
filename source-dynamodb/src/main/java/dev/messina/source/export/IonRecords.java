package dev.messina.source.export;

import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeText;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.source.change.Item;
import dev.messina.source.change.ItemJson;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records in Amazon Ion, as text: each a value behind a version marker. */
final class IonRecords implements Records {

  private final IonReader ion;
  private final IonAttributes attributes;
  private final List<String> keyNames;

  IonRecords(InputStream content, List<String> keyNames) {
    this.ion = IonReaderBuilder.standard().build(content);
    this.attributes = new IonAttributes(ion);
    this.keyNames = keyNames;
  }

  @Override
  public boolean advance() {
    IonType type = ion.next();
    if (type != null && (type != IonType.STRUCT || ion.isNullValue())) {
      throw new ItemException("it is not an Ion struct");
    }
    return type != null;
  }

  @Override
  public Item item() {
    enter("Item");
    Item item = image();
    leave();
    return item;
  }

  @Override
  public ExportedChange change() {
    enter("Record");
    ion.stepIn();
    RecordFields fields = new RecordFields();
    while (ion.next() != null) {
      String name = ion.getFieldName();
      switch (name) {
        case "Metadata" -> fields.time(writeTimestamp());
        case "Keys" -> fields.keys(key(attributes.struct()));
        case "NewImage" -> fields.newImage(image());
        case "OldImage" -> fields.oldImage(image());
        default -> throw RecordFields.unknown(name);
      }
    }
    ion.stepOut();
    leave();
    return fields.change(keyNames);
  }

  /** Goes to the one field of the record. */
  private void enter(String name) {
    ion.stepIn();
    if (ion.next() == null || !name.equals(ion.getFieldName())) {
      throw name.equals("Item")
          ? RecordFields.noItem("Record".equals(ion.getFieldName()) ? "Keys" : null)
          : RecordFields.unknown(ion.getFieldName() == null ? "" : ion.getFieldName());
    }
    if (ion.getType() != IonType.STRUCT || ion.isNullValue()) {
      throw new ItemException("its '" + name + "' is not an Ion struct");
    }
  }

  private void leave() {
    if (ion.next() != null) {
      throw RecordFields.noItem(null);
    }
    ion.stepOut();
  }

  private Item image() {
    Map<String, Attribute> item = attributes.struct();
    return RecordFields.withKey(new Item(AttributeText.typed(item), key(item)), keyNames);
  }

  /** Those that are missing, or of a type that no key has, are told by whoever needs them. */
  private Map<String, AttributeValue> key(Map<String, Attribute> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (String name : keyNames) {
      Attribute value = item.get(name);
      if (value != null) {
        switch (value.type()) {
          case S, N, B -> key.put(name, ItemJson.keyValue(value));
          default -> {}
        }
      }
    }
    return key;
  }

  private long writeTimestamp() {
    Attribute micros = attributes.struct().get("WriteTimestampMicros");
    if (micros == null || !micros.hasText()) {
      throw RecordFields.noTime();
    }
    return RecordFields.micros(micros.text());
  }
}
