package dev.messina.bench;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Structs of text fields, {@code attribute_0} and on, that hold numbers. */
final class TextRows {

  private TextRows() {}

  static Schema schema(SchemaBuilder builder, int fields) {
    for (int field = 0; field < fields; field++) {
      builder.field("attribute_" + field, Schema.OPTIONAL_STRING_SCHEMA);
    }
    return builder.build();
  }

  static Struct row(Schema schema, int index) {
    Struct row = new Struct(schema);
    for (Field field : schema.fields()) {
      row.put(field, String.valueOf(1_000_000L * field.index() + index));
    }
    return row;
  }
}
