package dev.messina.transforms;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeText;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.Placer.Placement;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Fills the columns of rows from the images of items that belong to the target. */
final class RowColumns {

  private static final Schema TEXT_MAP =
      SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build();

  private final RowPlan plan;

  RowColumns(RowPlan plan) {
    this.plan = plan;
  }

  /**
   * The columns of an item's row without those of its key.
   *
   * @param values takes what templates capture for these columns
   * @throws ItemException if one of them cannot be made
   */
  RowCells of(ItemImage image, SourceValues values, boolean schemas) {
    RowCells cells = new RowCells(plan, schemas);
    for (Mapping.Split split : plan.columnSplits()) {
      values.split(split);
    }
    for (PlannedColumn column : plan.columns()) {
      addDefined(cells, column, values);
    }
    if (plan.mapping().unmapped() instanceof Unmapped.CatchAll rest) {
      addRest(cells, rest, image);
    } else {
      addPassing(cells, image);
    }
    if (plan.mapping().unmapped() instanceof Unmapped.Fail && !image.unmapped().isEmpty()) {
      throw new ItemException(
          "attribute '"
              + image.unmapped().get(0)
              + "' is in no rule of the mapping, which refuses such with 'unmapped: fail'; map it,"
              + " or name it in 'drop'");
    }
    return cells;
  }

  private static void addDefined(RowCells cells, PlannedColumn column, SourceValues values) {
    Attribute value = values.of(column.source());
    if (value != null) {
      NestedForm form =
          column.source() instanceof ColumnSource.FromPath from ? from.form() : NestedForm.JSON;
      cells.add(column.name(), column.label(), value, form);
    }
  }

  private void addPassing(RowCells cells, ItemImage image) {
    Mapping mapping = plan.mapping();
    for (int index = 0; index < image.passing().size(); index++) {
      String attribute = image.passing().get(index);
      cells.add(
          mapping.names().columnOf(attribute), attribute, image.type(index), image.value(index));
    }
  }

  private static void addRest(RowCells cells, Unmapped.CatchAll rest, ItemImage image) {
    Map<String, Attribute> attributes = new TreeMap<>();
    for (int index = 0; index < image.passing().size(); index++) {
      attributes.put(
          image.passing().get(index), new Attribute(image.type(index), image.value(index)));
    }
    if (attributes.isEmpty()) {
      return;
    }
    String from = "the attributes that no rule names";
    Schema text = RowSchemas.of(AttributeType.S);
    switch (rest.form()) {
      case JSON -> cells.put(rest.column(), from, text, AttributeText.plain(attributes));
      case DYNAMODB -> cells.put(rest.column(), from, text, AttributeText.typed(attributes));
      case MAP -> cells.put(rest.column(), from, TEXT_MAP, texts(attributes));
    }
  }

  private static Map<String, String> texts(Map<String, Attribute> attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) ->
            texts.put(
                name,
                value.type() == AttributeType.S
                    ? (String) value.value()
                    : AttributeText.plain(value)));
    return texts;
  }

  /** The values of an item that was placed before its image was read. */
  SourceValues values(ItemImage image, Placement.At place) {
    return new SourceValues(
        plan, image, plan.columnSplits().isEmpty() ? place.parts() : new HashMap<>(place.parts()));
  }
}
