package dev.messina.sink.route;

import dev.messina.sink.mutation.HeaderValues;
import dev.messina.sink.mutation.RecordCoordinates;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Decides which table a record's row goes to. The first of these that says anything: the header of
 * {@code table.name.header}, the topic's override, {@code table.name} or {@code table.name.format}.
 *
 * <p>A mapping that names another table than the one decided was meant for another connector, so
 * that its record is dead-lettered.
 */
public final class TableRouter {

  /** What a mapping says of its target. */
  public static final String TARGET_HEADER = "messina.target.table";

  private final TableSettings settings;
  private final Route only;
  private String lastTopic;
  private Route lastRoute;

  public TableRouter(TableSettings settings) {
    this.settings = settings;
    this.only = settings.isOneTable() ? Route.configured(settings.usual().table("")) : null;
  }

  /**
   * The table of a record.
   *
   * @throws org.apache.kafka.connect.errors.DataException if none can be named, or two are
   */
  public Route of(SinkRecord record) {
    if (settings.header() != null) {
      Header header = record.headers().lastWithName(settings.header());
      if (header != null) {
        return checked(new Route(named(header, record), true), settings.header(), record);
      }
    }
    return checked(only == null ? ofTopic(record) : only, null, record);
  }

  /** Records of one topic come in a row. */
  private Route ofTopic(SinkRecord record) {
    if (!record.topic().equals(lastTopic)) {
      lastRoute = Route.configured(tableOfTopic(record));
      lastTopic = record.topic();
    }
    return lastRoute;
  }

  private TableName tableOfTopic(SinkRecord record) {
    TableName override = settings.overrides().get(record.topic());
    if (override != null) {
      return override;
    }
    if (settings.usual() == null) {
      throw RecordCoordinates.of(record).error(nothingDecides(record));
    }
    try {
      return settings.usual().table(record.topic());
    } catch (IllegalArgumentException unfit) {
      throw RecordCoordinates.of(record)
          .error(
              "its topic '"
                  + record.topic()
                  + "' makes no keyspace.table of table.name.format="
                  + settings.usual().text()
                  + "; add the topic to table.name.overrides, or rename it with a transform such as"
                  + " RegexRouter");
    }
  }

  private String nothingDecides(SinkRecord record) {
    return (settings.header() == null
            ? "its topic '" + record.topic() + "' has no table in table.name.overrides"
            : "it has no header '" + settings.header() + "' (table.name.header)")
        + "; add what is missing, or set table.name or table.name.format for such records";
  }

  private TableName named(Header header, SinkRecord record) {
    String text = text(header);
    if (text == null || !TableName.isOne(text)) {
      throw RecordCoordinates.of(record)
          .error(
              "its header '"
                  + header.key()
                  + "' (table.name.header) holds no keyspace.table; letters, digits and"
                  + " underscores only, without quotes");
    }
    return TableName.parse(text);
  }

  private Route checked(Route route, String decidedBy, SinkRecord record) {
    Header target = record.headers().lastWithName(TARGET_HEADER);
    if (target == null
        || TARGET_HEADER.equals(decidedBy)
        || route.table().toString().equals(text(target))) {
      return route;
    }
    throw RecordCoordinates.of(record)
        .error(
            "its mapping names another table (header '"
                + TARGET_HEADER
                + "') than "
                + route.table()
                + ", where this connector's options send it; correct the mapping or the options, or"
                + " set table.name.header="
                + TARGET_HEADER
                + " to let the mapping decide");
  }

  private static String text(Header header) {
    return HeaderValues.of(header) instanceof String text ? text : null;
  }

  /**
   * Where a record's row goes.
   *
   * @param byHeader whether the record itself named the table, and not the configuration. A table
   *     that is missing is then the record's fault, not the task's.
   */
  public record Route(TableName table, boolean byHeader) {

    /** A table that the configuration names. */
    public static Route configured(TableName table) {
      return new Route(table, false);
    }
  }
}
