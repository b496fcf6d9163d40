package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.route.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which {@link ConversionChoice}s the user has made.
 *
 * @param choices column name to its choices, at most one for each type
 * @param oneTable whether they are for one table, which then must have all of these columns
 */
public record ColumnConversions(Map<String, Set<ConversionChoice>> choices, boolean oneTable) {

  public static final String OPTION = "column.conversions";

  /** No choice for any column. */
  public static final ColumnConversions NONE = new ColumnConversions(Map.of(), true);

  private static final List<String> WORDS =
      Arrays.stream(ConversionChoice.values()).map(ConversionChoice::word).toList();

  public ColumnConversions {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return definition.define(
        OPTION,
        Type.LIST,
        List.of(),
        LambdaValidator.with(
            (name, value) -> parse((List<?>) value),
            () -> "a list of column:choice, choice being one of " + String.join(", ", WORDS)),
        Importance.MEDIUM,
        "How values become a column's type where they do not say it themselves, as a list of"
            + " `column:choice`, such as `price:rounded,born:ms`. A column may stand there several"
            + " times; with several tables, a choice is for the columns of that name in all of"
            + " them. `docs/types.md` lists the choices.",
        "Table",
        2,
        Width.LONG,
        "Conversions");
  }

  public static ColumnConversions of(AbstractConfig config) {
    return parse(config.getList(OPTION));
  }

  /** The same choices for several tables, of which each need not have all of the columns. */
  public ColumnConversions forSeveralTables() {
    return new ColumnConversions(choices, false);
  }

  /** The choices for a column; empty for most. */
  Set<ConversionChoice> of(String column) {
    return choices.getOrDefault(column, Set.of());
  }

  /** One line for each choice that the table has no use for. */
  public List<String> problems(TableMetadata table) {
    List<String> problems = new ArrayList<>();
    choices.forEach(
        (name, chosen) -> {
          Optional<ColumnMetadata> column = table.getColumn(CqlIdentifier.fromInternal(name));
          column.ifPresentOrElse(
              found -> problems.addAll(misfits(found, chosen)),
              () -> {
                if (oneTable) {
                  problems.add(missing(name, table));
                }
              });
        });
    return problems;
  }

  private static String missing(String name, TableMetadata table) {
    List<String> names =
        table.getColumns().keySet().stream().map(CqlIdentifier::asInternal).toList();
    return "there is no column '"
        + name
        + "'"
        + NearestName.of(name, names)
            .map(nearest -> " (the nearest is '" + nearest + "')")
            .orElse("")
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
    Map<String, Set<ConversionChoice>> choices = new LinkedHashMap<>();
    for (Object entry : entries) {
      String text = entry.toString();
      int colon = text.lastIndexOf(':');
      if (colon <= 0) {
        throw new ConfigException(
            "'" + OPTION + "' must be a list of column:choice, and '" + text + "' is not one.");
      }
      String column = text.substring(0, colon).strip();
      ConversionChoice choice = choice(text.substring(colon + 1).strip());
      Set<ConversionChoice> others =
          choices.computeIfAbsent(column, name -> EnumSet.noneOf(ConversionChoice.class));
      refuseSecond(column, choice, others);
      others.add(choice);
    }
    return new ColumnConversions(choices, true);
  }

  private static void refuseSecond(
      String column, ConversionChoice choice, Set<ConversionChoice> others) {
    for (ConversionChoice other : others) {
      if (other.types().stream().anyMatch(choice.types()::contains)) {
        throw new ConfigException(
            "'"
                + OPTION
                + "' has both '"
                + other.word()
                + "' and '"
                + choice.word()
                + "' for column '"
                + column
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
