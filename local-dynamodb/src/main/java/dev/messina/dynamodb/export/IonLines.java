package dev.messina.dynamodb.export;

import com.amazon.ion.IonType;
import com.amazon.ion.IonWriter;
import com.amazon.ion.system.IonTextWriterBuilder;
import com.amazon.ion.system.IonWriterBuilder.InitialIvmHandling;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.BinaryValue;
import dev.messina.dynamodb.item.AttributeValue.BooleanValue;
import dev.messina.dynamodb.item.AttributeValue.ListValue;
import dev.messina.dynamodb.item.AttributeValue.MapValue;
import dev.messina.dynamodb.item.AttributeValue.NullValue;
import dev.messina.dynamodb.item.AttributeValue.NumberValue;
import dev.messina.dynamodb.item.AttributeValue.SetValue;
import dev.messina.dynamodb.item.AttributeValue.StringValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.KeySchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/**
 * Lines as Ion text, each beginning with the version marker: {@code $ion_1_0 {Item:{...}}} and
 * {@code $ion_1_0 {Record:{Keys:{...},Metadata:{WriteTimestampMicros:...},...}}}. Numbers are
 * decimals, sets are lists annotated with {@code $dynamodb_SS}, {@code $dynamodb_NS} or {@code
 * $dynamodb_BS}, as the developer guide says under "DynamoDB table export output format".
 */
final class IonLines implements LineFormat {

  private static final IonTextWriterBuilder WRITERS =
      IonTextWriterBuilder.standard().withInitialIvmHandling(InitialIvmHandling.ENSURE).immutable();

  private interface Body {
    void write(IonWriter ion) throws IOException;
  }

  private final KeySchema schema;

  IonLines(KeySchema schema) {
    this.schema = schema;
  }

  @Override
  public byte[] item(Item item) {
    return line("Item", ion -> entries(ion, item.attributes()));
  }

  @Override
  public byte[] change(NetChange change, boolean withOldImage) {
    return line(
        "Record",
        ion -> {
          ion.setFieldName("Keys");
          struct(ion, schema.keyOf(change.any().attributes()));
          ion.setFieldName("Metadata");
          ion.stepIn(IonType.STRUCT);
          ion.setFieldName("WriteTimestampMicros");
          ion.writeDecimal(BigDecimal.valueOf(change.micros()));
          ion.stepOut();
          if (withOldImage && change.before() != null) {
            ion.setFieldName("OldImage");
            struct(ion, change.before().attributes());
          }
          if (change.after() != null) {
            ion.setFieldName("NewImage");
            struct(ion, change.after().attributes());
          }
        });
  }

  private static byte[] line(String name, Body body) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (IonWriter ion = WRITERS.build(line)) {
      ion.stepIn(IonType.STRUCT);
      ion.setFieldName(name);
      ion.stepIn(IonType.STRUCT);
      body.write(ion);
      ion.stepOut();
      ion.stepOut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void struct(IonWriter ion, Map<String, AttributeValue> entries)
      throws IOException {
    ion.stepIn(IonType.STRUCT);
    entries(ion, entries);
    ion.stepOut();
  }

  private static void entries(IonWriter ion, Map<String, AttributeValue> entries)
      throws IOException {
    for (Map.Entry<String, AttributeValue> entry : entries.entrySet()) {
      ion.setFieldName(entry.getKey());
      value(ion, entry.getValue());
    }
  }

  private static void value(IonWriter ion, AttributeValue value) throws IOException {
    if (value instanceof StringValue string) {
      ion.writeString(string.value());
    } else if (value instanceof NumberValue number) {
      ion.writeDecimal(decimal(number));
    } else if (value instanceof BinaryValue binary) {
      ion.writeBlob(binary.value());
    } else if (value instanceof BooleanValue bool) {
      ion.writeBool(bool.value());
    } else if (value instanceof NullValue) {
      ion.writeNull();
    } else if (value instanceof MapValue map) {
      struct(ion, map.entries());
    } else if (value instanceof ListValue list) {
      list(ion, list.values());
    } else if (value instanceof SetValue set) {
      ion.setTypeAnnotations("$dynamodb_" + set.type());
      list(ion, set.values());
    }
  }

  private static void list(IonWriter ion, Collection<AttributeValue> values) throws IOException {
    ion.stepIn(IonType.LIST);
    for (AttributeValue value : values) {
      value(ion, value);
    }
    ion.stepOut();
  }

  private static BigDecimal decimal(NumberValue number) {
    return new BigDecimal(number.value().toString()).stripTrailingZeros();
  }
}
