package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.plugin.NearestName;
import dev.messina.plugin.Options;
import dev.messina.sink.mutation.FieldPath;
import dev.messina.sink.route.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which {@link ConversionChoice}s the user has made.
 *
 * @param choices columns with their choices, at most one for each type; those that name a column of
 *     one table take the place of those that are for all columns of its name
 * @param oneTable whether they are for one table, which then must have all of these columns
 */
public record ColumnConversions(Map<Place, Set<ConversionChoice>> choices, boolean oneTable) {

  public static final String OPTION = "column.conversions";

  /** No choice for any column. */
  public static final ColumnConversions NONE = new ColumnConversions(Map.of(), true);

  private static final List<String> WORDS =
      Arrays.stream(ConversionChoice.values()).map(ConversionChoice::word).toList();

  /**
   * What a choice is for.
   *
   * @param table null for the columns of that name in all tables
   */
  public record Place(TableName table, String column) {

    private static final Pattern IN_TABLE = Pattern.compile("(\\w+\\.\\w+)\\.(.+)");

    static Place parse(String text) {
      return text.indexOf('`') < 0 ? ofPlain(text) : ofQuoted(text);
    }

    private static Place ofQuoted(String text) {
      List<String> names = FieldPath.parse(text);
      if (names.size() == 1) {
        return new Place(null, names.get(0));
      }
      String table = String.join(".", names.subList(0, names.size() - 1));
      return new Place(TableName.parse(table), names.get(names.size() - 1));
    }

    private static Place ofPlain(String text) {
      Matcher matcher = IN_TABLE.matcher(text);
      return matcher.matches()
          ? new Place(TableName.parse(matcher.group(1)), matcher.group(2))
          : new Place(null, text);
    }

    @Override
    public String toString() {
      return table == null ? column : table + "." + column;
    }
  }

  public ColumnConversions {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return Options.of("Table", definition)
        .option(OPTION, Type.LIST, List.of())
        .valid(
            LambdaValidator.with(
                (name, value) -> parse((List<?>) value),
                () ->
                    "a list of [keyspace.table.]column:choice, choice being one of "
                        + String.join(", ", WORDS)))
        .shown(2, Width.LONG, "Conversions")
        .doc(
            "How values become a column's type where they do not say it themselves, as a list of"
                + " `column:choice`, such as `price:rounded,born:ms`. A column may stand there"
                + " several times; with several tables, a choice is for the columns of that name in"
                + " all of them. `keyspace.table.column:choice` is for one table's, and stronger. A"
                + " name with a dot or a comma stands in backticks. `docs/types.md` lists the"
                + " choices.")
        .definition();
  }

  public static ColumnConversions of(AbstractConfig config) {
    return parse(config.getList(OPTION));
  }

  /** The same choices for several tables, of which each need not have all of the columns. */
  public ColumnConversions forSeveralTables() {
    return new ColumnConversions(choices, false);
  }

  /** The choices for a column; empty for most. */
  public Set<ConversionChoice> of(TableName table, String column) {
    Set<ConversionChoice> own = choices.get(new Place(table, column));
    return own == null ? choices.getOrDefault(new Place(null, column), Set.of()) : own;
  }

  /** What is wrong with choices for tables that are not among those which are written. */
  public Optional<String> strangers(Collection<TableName> written) {
    return choices.keySet().stream()
        .map(Place::table)
        .filter(table -> table != null && !written.contains(table))
        .findFirst()
        .map(
            table ->
                "There is no table '"
                    + table
                    + "' among those that are written"
                    + NearestName.hint(
                        table.toString(), written.stream().map(TableName::toString).toList())
                    + "; correct its name or remove it.");
  }

  /** One line for each choice that the table has no use for. */
  public List<String> problems(TableMetadata table) {
    TableName name = TableNames.of(table);
    List<String> problems = new ArrayList<>();
    choices.forEach(
        (place, chosen) -> {
          if (isFor(place, name)) {
            Optional<ColumnMetadata> column =
                table.getColumn(CqlIdentifier.fromInternal(place.column()));
            if (column.isPresent()) {
              problems.addAll(misfits(column.get(), chosen));
              if (table.getPrimaryKey().contains(column.get())) {
                problems.addAll(lossyInKey(column.get(), chosen, name));
              }
            } else if (oneTable || place.table() != null) {
              problems.add(missing(place, table));
            }
          }
        });
    return problems;
  }

  private boolean isFor(Place place, TableName table) {
    return place.table() == null
        ? !choices.containsKey(new Place(table, place.column()))
        : place.table().equals(table);
  }

  /** A choice that makes one of several values would let two items meet in one row. */
  private static List<String> lossyInKey(
      ColumnMetadata column, Set<ConversionChoice> chosen, TableName table) {
    return chosen.stream()
        .filter(ConversionChoice::isLossy)
        .map(
            choice ->
                "column '"
                    + column.getName().asInternal()
                    + "' is of the primary key of "
                    + table
                    + ", where '"
                    + choice.word()
                    + "' would let two items meet in one row; remove it, or name the other table's"
                    + " column as keyspace.table.column")
        .toList();
  }

  private static String missing(Place place, TableMetadata table) {
    List<String> names =
        table.getColumns().keySet().stream().map(CqlIdentifier::asInternal).toList();
    return "there is no column '"
        + place
        + "'"
        + NearestName.hintOrList(place.column(), names)
        + "; correct its name or remove it";
  }

  private static List<String> misfits(ColumnMetadata column, Set<ConversionChoice> chosen) {
    return chosen.stream()
        .filter(choice -> !Conversions.takes(column.getType(), choice))
        .map(
            choice ->
                "column '"
                    + column.getName().asInternal()
                    + "' is "
                    + column.getType().asCql(true, true)
                    + ", to which '"
                    + choice.word()
                    + "' does not apply; it is for "
                    + choice.types().stream()
                        .map(type -> type.asCql(true, true))
                        .sorted()
                        .collect(Collectors.joining(", ")))
        .toList();
  }

  private static ColumnConversions parse(List<?> entries) {
    Map<Place, Set<ConversionChoice>> choices = new LinkedHashMap<>();
    for (String text : whole(entries)) {
      int colon = text.lastIndexOf(':');
      if (colon <= 0) {
        throw new ConfigException(
            "'" + OPTION + "' must be a list of column:choice, and '" + text + "' is not one.");
      }
      Place place = place(text, text.substring(0, colon).strip());
      ConversionChoice choice = choice(text.substring(colon + 1).strip());
      Set<ConversionChoice> others =
          choices.computeIfAbsent(place, unseen -> EnumSet.noneOf(ConversionChoice.class));
      refuseSecond(place, choice, others);
      others.add(choice);
    }
    return new ColumnConversions(choices, true);
  }

  /** The entries, where a comma in backticks has divided one of them. */
  private static List<String> whole(List<?> entries) {
    List<String> whole = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (Object entry : entries) {
      open.append(open.isEmpty() ? "" : ",").append(entry);
      if (open.chars().filter(c -> c == '`').count() % 2 == 0) {
        whole.add(open.toString());
        open.setLength(0);
      }
    }
    if (!open.isEmpty()) {
      whole.add(open.toString());
    }
    return whole;
  }

  private static Place place(String entry, String text) {
    try {
      return Place.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException(
          "'" + OPTION + "': '" + entry + "' " + malformed.getMessage() + ".");
    }
  }

  private static void refuseSecond(
      Place place, ConversionChoice choice, Set<ConversionChoice> others) {
    for (ConversionChoice other : others) {
      if (other.types().stream().anyMatch(type -> other.reads(type) && choice.reads(type))) {
        throw new ConfigException(
            "'"
                + OPTION
                + "' has both '"
                + other.word()
                + "' and '"
                + choice.word()
                + "' for column '"
                + place
                + "'; keep one.");
      }
    }
  }

  private static ConversionChoice choice(String word) {
    return Arrays.stream(ConversionChoice.values())
        .filter(choice -> choice.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "'"
                        + OPTION
                        + "' knows no choice '"
                        + word
                        + "'"
                        + NearestName.of(word, WORDS)
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse("; it knows " + String.join(", ", WORDS) + ".")));
  }
}
