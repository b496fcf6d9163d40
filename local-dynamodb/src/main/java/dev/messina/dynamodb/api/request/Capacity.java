package dev.messina.dynamodb.api.request;

import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The capacity units that a request used of one table and its indexes, and of what kind. */
public final class Capacity {

  /** Whether units were read or written. Only answers to transactions tell. */
  public enum Kind {
    READ("ReadCapacityUnits"),
    WRITE("WriteCapacityUnits");

    private final String member;

    Kind(String member) {
      this.member = member;
    }
  }

  private static final double BYTES_A_READ = 4096;
  private static final double BYTES_A_WRITE = 1024;

  private final Table table;
  private final Optional<Kind> told;
  private final Map<String, Double> indexes = new LinkedHashMap<>();
  private double units;

  private Capacity(Table table, Optional<Kind> told) {
    this.table = table;
    this.told = told;
  }

  public static Capacity of(Table table) {
    return new Capacity(table, Optional.empty());
  }

  public static Capacity ofTransaction(Table table, Kind kind) {
    return new Capacity(table, Optional.of(kind));
  }

  /** Units for reading so many bytes, of one item or of a page. */
  public static double read(long bytes, boolean consistent) {
    double blocks = Math.max(1, Math.ceil(bytes / BYTES_A_READ));
    return consistent ? blocks : blocks / 2;
  }

  /** Units for writing an item of so many bytes. */
  public static double write(long bytes) {
    return Math.max(1, Math.ceil(bytes / BYTES_A_WRITE));
  }

  public Table table() {
    return table;
  }

  public Capacity add(double more) {
    units += more;
    return this;
  }

  public Capacity add(String index, double more) {
    indexes.merge(index, more, Double::sum);
    return this;
  }

  /** Together with another's, of the same table. */
  public Capacity add(Capacity other) {
    add(other.units);
    other.indexes.forEach(this::add);
    return this;
  }

  /** If the request wants it. */
  public void write(JsonWriter json, Parameters request) {
    String wanted = request.text("ReturnConsumedCapacity").orElse("NONE");
    if (!wanted.equals("NONE")) {
      json.name("ConsumedCapacity");
      write(json, wanted.equals("INDEXES"));
    }
  }

  /**
   * @param detailed tells the table's and each index's apart
   */
  public void write(JsonWriter json, boolean detailed) {
    double all = units + indexes.values().stream().mapToDouble(each -> each).sum();
    json.beginObject().field("TableName", table.name());
    units(json, all);
    if (detailed) {
      json.name("Table").beginObject();
      units(json, units);
      json.endObject();
      indexes(json, "LocalSecondaryIndexes", Index.Kind.LOCAL);
      indexes(json, "GlobalSecondaryIndexes", Index.Kind.GLOBAL);
    }
    json.endObject();
  }

  private void indexes(JsonWriter json, String member, Index.Kind kind) {
    Map<String, Double> some = new LinkedHashMap<>(indexes);
    some.keySet()
        .removeIf(
            name ->
                table.definition().indexes().find(name).filter(i -> i.kind() == kind).isEmpty());
    if (!some.isEmpty()) {
      json.name(member).beginObject();
      some.forEach(
          (name, each) -> {
            json.name(name).beginObject();
            units(json, each);
            json.endObject();
          });
      json.endObject();
    }
  }

  private void units(JsonWriter json, double value) {
    told.ifPresent(kind -> json.name(kind.member).number(value));
    json.name("CapacityUnits").number(value);
  }
}
