package dev.messina.transforms;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeText;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.NullPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Collects the columns of one row's value, each with its schema. No two have one name. */
final class RowCells {

  /** Stands in messages for a name inside a map: those are data. */
  static final String INSIDE = ".*";

  private final RowPlan plan;
  private final boolean schemas;

  /** Who has taken which column; null where no two can meet. */
  private final Map<String, String> takenBy;

  private final List<String> columns = new ArrayList<>();
  private final List<Schema> types = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  RowCells(RowPlan plan, boolean schemas) {
    this.plan = plan;
    this.schemas = schemas;
    this.takenBy = plan.changesNoName() ? null : new HashMap<>();
    if (takenBy != null) {
      plan.key().forEach(column -> takenBy.put(column.name(), column.label()));
    }
  }

  /** The column of a whole attribute, as an image shows it. */
  void add(String column, String attribute, AttributeType type, Object value) {
    switch (type) {
      case NULL -> addNull(column, attribute);
      case L, M ->
          addNested(column, attribute, new Attribute(type, value), plan.mapping().nested());
      case S, N, BOOL, SS, NS -> put(column, attribute, RowSchemas.of(type), value);
      case B, BS ->
          put(column, attribute, RowSchemas.of(type), schemas ? NativeValue.typed(value) : value);
    }
  }

  /** A column of what stands somewhere; a map that is flattened gives several. */
  void add(String column, String path, Attribute attribute, NestedForm form) {
    AttributeType type = attribute.type();
    if (type == AttributeType.L || type == AttributeType.M) {
      addNested(column, path, attribute, form);
    } else {
      add(column, path, type, attribute.scalar());
    }
  }

  private void addNull(String column, String path) {
    NullPolicy policy = plan.mapping().nulls();
    if (policy == NullPolicy.FAIL) {
      throw new ItemException(
          "attribute '"
              + path
              + "' is of type NULL, which the mapping refuses with 'nulls: fail'; map it or change"
              + " that");
    }
    if (policy == NullPolicy.NULL) {
      put(column, path, RowSchemas.of(AttributeType.NULL), null);
    }
  }

  private void addNested(String column, String path, Attribute nested, NestedForm form) {
    if (nested.value() instanceof String json) {
      put(column, path, RowSchemas.of(nested.type()), json);
      return;
    }
    switch (form) {
      case JSON -> put(column, path, RowSchemas.of(nested.type()), AttributeText.plain(nested));
      case DYNAMODB -> put(column, path, RowSchemas.of(nested.type()), AttributeText.typed(nested));
      case NATIVE -> {
        NativeValue value = NativeValue.of(nested, path, schemas);
        put(column, path, value.schema(), value.value());
      }
      case FLATTEN -> flatten(column, path, nested);
    }
  }

  private void flatten(String column, String path, Attribute nested) {
    if (nested.type() == AttributeType.L) {
      put(column, path, RowSchemas.of(AttributeType.L), AttributeText.plain(nested));
      return;
    }
    nested
        .entries()
        .forEach(
            (name, entry) ->
                add(
                    column + "_" + plan.mapping().names().columnOf(name),
                    path + INSIDE,
                    entry,
                    NestedForm.FLATTEN));
  }

  void put(String column, String path, Schema schema, Object value) {
    String other = takenBy == null ? null : takenBy.putIfAbsent(column, path);
    if (other != null) {
      throw bothBecome(other, path, column);
    }
    columns.add(column);
    types.add(schema);
    values.add(value);
  }

  /** A column that a name inside an attribute has made is not told, and neither is the name. */
  static ItemException bothBecome(String one, String other, String column) {
    boolean data = one.endsWith(INSIDE) || other.endsWith(INSIDE);
    return new ItemException(
        "'"
            + one
            + "' and '"
            + other
            + "' both become "
            + (data ? "one column, where * is a name inside" : "column '" + column + "'")
            + "; give one of them another column in the mapping, or drop it");
  }

  Map<String, Object> map() {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      row.put(columns.get(column), values.get(column));
    }
    return row;
  }

  Struct struct(RowSchemas shapes, String topic) {
    Schema schema = shapes.row(topic, columns, types);
    Struct row = new Struct(schema);
    for (Field field : schema.fields()) {
      row.put(field, values.get(field.index()));
    }
    return row;
  }
}
