package dev.messina.transforms;

import dev.messina.record.json.AttributeType;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NameStrategy;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import dev.messina.transforms.mapping.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an {@link ItemToRow} says of every row before there is an item, for whoever knows the table
 * that takes them. Only what is certain is in it: attributes that no rule names are data.
 * Immutable.
 */
public final class RowOutline {

  /** DynamoDB's keys are a partition key, or that and a sort key. */
  private static final int ITEM_KEY_ATTRIBUTES_MAX = 2;

  private static final String JSON = "as JSON text";
  private static final String DYNAMODB_JSON = "as DynamoDB JSON text";

  private final Mapping mapping;
  private final List<String> key;
  private final List<Column> columns;

  /**
   * A column that a rule of the mapping fills.
   *
   * @param content what with, in words for messages and without values
   * @param examples Strings, Booleans, byte arrays, Lists and Maps. A column that takes none of
   *     them takes no such content. Empty where the content is the item's
   */
  public record Column(String name, String content, List<Object> examples) {

    public Column {
      examples = List.copyOf(examples);
    }
  }

  private RowOutline(Mapping mapping) {
    this.mapping = mapping;
    this.key = key(mapping);
    this.columns = columns(mapping);
  }

  /**
   * The outline of the rows that a transform with these options makes.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the options are not sound
   */
  public static RowOutline of(Map<String, ?> options) {
    return new RowOutline(new ItemToRowConfig(options).mapping());
  }

  /** Those of the options that the transform would refuse to start with, in order. */
  public static List<String> unknownOptions(Set<String> options) {
    return ItemToRowConfig.unknown(options);
  }

  /** The target as keyspace.table, if the document names it. */
  public Optional<String> table() {
    return Optional.ofNullable(mapping.table());
  }

  /**
   * The columns of the row's key; empty where they follow from the item's key, which the document
   * does not tell.
   */
  public List<String> key() {
    return key;
  }

  /**
   * Every column that a rule fills if the item has something for it. Those of maps that are
   * flattened are not among them.
   */
  public List<Column> columns() {
    return columns;
  }

  /** Whether a row's key may have this column. */
  public boolean mayBeOfKey(String column) {
    if (!key.isEmpty()) {
      return key.contains(column);
    }
    ColumnSource source = mapping.columns().get(column);
    return source != null
        ? mayBeAttributeOfTheKey(source)
        : (mapping.names().columnOf(column).equals(column)
            && (mapping.names() != NameStrategy.PRESERVE || !isTakenElsewhere(column)));
  }

  /**
   * Without {@code key} the row's key is what the item's key attributes become: each a column of
   * its own, or the parts of the template that takes it. A constant, a join and what stands inside
   * an attribute are values of the row, which a delete does not have.
   */
  private boolean mayBeAttributeOfTheKey(ColumnSource source) {
    if (source instanceof ColumnSource.Captured captured) {
      return mapping.templates().stream()
          .anyMatch(
              split ->
                  split.takes()
                      && split.path().isWhole()
                      && split.template().names().contains(captured.name()));
    }
    return source instanceof ColumnSource.FromPath from && from.path().isWhole();
  }

  /**
   * Those of a table's primary-key columns that would come from a row's value, so that a change of
   * the item would leave its row behind and a delete would not find it: more than the two
   * attributes of a DynamoDB key can become. Empty where the document fixes the key.
   */
  public List<String> beyondTheItemsKey(List<String> primaryKey) {
    if (!key.isEmpty()) {
      return List.of();
    }
    Set<String> attributes = new LinkedHashSet<>();
    List<String> beyond = new ArrayList<>();
    for (String column : primaryKey) {
      attributes.add(attributeOf(column));
      if (attributes.size() > ITEM_KEY_ATTRIBUTES_MAX) {
        beyond.add(column);
      }
    }
    return beyond;
  }

  /** The attribute that would have to be of the item's key if the column is of the row's. */
  private String attributeOf(String column) {
    if (mapping.columns().get(column) instanceof ColumnSource.FromPath from) {
      return from.path().attribute();
    }
    return mapping.templates().stream()
        .filter(split -> split.template().names().contains(column))
        .map(split -> split.path().attribute())
        .findFirst()
        .orElse(column);
  }

  /** Whether the attribute has no column of its own name. */
  private boolean isTakenElsewhere(String attribute) {
    Path whole = Path.ofName(attribute);
    return mapping.drops().contains(attribute)
        || mapping.templates().stream()
            .anyMatch(split -> split.takes() && split.path().equals(whole))
        || mapping.columns().values().stream()
            .anyMatch(
                source ->
                    source instanceof ColumnSource.FromPath from && from.path().equals(whole));
  }

  private static List<String> key(Mapping mapping) {
    return mapping.itemKey().isEmpty()
        ? mapping.key()
        : RowPlanner.plan(mapping, new LinkedHashSet<>(mapping.itemKey())).key().stream()
            .map(PlannedColumn::name)
            .toList();
  }

  private static List<Column> columns(Mapping mapping) {
    List<Column> columns = new ArrayList<>();
    mapping
        .columns()
        .forEach(
            (name, source) -> {
              if (!isFlattened(source)) {
                columns.add(column(name, source));
              }
            });
    if (mapping.unmapped() instanceof Unmapped.CatchAll rest) {
      columns.add(column(rest));
    }
    columns.addAll(binaryKeyColumns(mapping));
    return List.copyOf(columns);
  }

  /** The columns that the document says are binary attributes of the item's key. */
  private static List<Column> binaryKeyColumns(Mapping mapping) {
    if (!mapping.keyTypes().containsValue(AttributeType.B)) {
      return List.of();
    }
    return RowPlanner.plan(mapping, new LinkedHashSet<>(mapping.itemKey())).key().stream()
        .filter(
            column ->
                column.source() instanceof ColumnSource.FromPath from
                    && from.path().isWhole()
                    && mapping.keyTypes().get(from.path().attribute()) == AttributeType.B)
        .map(
            column ->
                new Column(column.name(), "the bytes of the item's key", List.of(new byte[1])))
        .toList();
  }

  private static boolean isFlattened(ColumnSource source) {
    return source instanceof ColumnSource.FromPath from && from.form() == NestedForm.FLATTEN;
  }

  private static Column column(String name, ColumnSource source) {
    if (source instanceof ColumnSource.Constant constant) {
      return new Column(name, "its constant", List.of(constant.value()));
    }
    if (source instanceof ColumnSource.FromPath from && from.nested()) {
      return nested(name, from.form());
    }
    return new Column(name, "what the item has", List.of());
  }

  private static Column nested(String name, NestedForm form) {
    String nested = "a list or a map ";
    return switch (form) {
      case JSON -> new Column(name, nested + JSON, List.of("{}", "[]"));
      case DYNAMODB ->
          new Column(name, nested + DYNAMODB_JSON, List.of("{\"M\":{}}", "{\"L\":[]}"));
      case NATIVE -> new Column(name, nested + "as such", List.of(Map.of(), List.of()));
      case FLATTEN -> throw new IllegalArgumentException("a flattened map is no single column");
    };
  }

  private static Column column(Unmapped.CatchAll rest) {
    String attributes = "the attributes that no rule names ";
    return switch (rest.form()) {
      case JSON -> new Column(rest.column(), attributes + JSON, List.of("{}"));
      case DYNAMODB -> new Column(rest.column(), attributes + DYNAMODB_JSON, List.of("{}"));
      case MAP -> new Column(rest.column(), attributes + "as a map of texts", List.of(Map.of()));
    };
  }
}
