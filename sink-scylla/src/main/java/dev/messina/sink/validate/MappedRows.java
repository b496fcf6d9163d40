package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.VectorType;
import dev.messina.plugin.NearestName;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.ConversionChoice;
import dev.messina.sink.convert.Conversions;
import dev.messina.sink.convert.TableNames;
import dev.messina.sink.convert.Terms;
import dev.messina.sink.convert.Unconvertible;
import dev.messina.sink.route.TableName;
import dev.messina.transforms.RowOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rows that a mapping makes, on their way to these tables.
 *
 * @param option where the mapping stands
 * @param onlyKnownColumns whether a row is dead-lettered that has a column which the table lacks
 */
public record MappedRows(
    String option, RowOutline outline, Set<TableName> tables, boolean onlyKnownColumns) {

  public MappedRows {
    tables = Set.copyOf(tables);
  }

  /**
   * One line for each reason why the table cannot take such rows, whatever the items are. What
   * makes the table itself unfit is for {@link TableProblems} to say.
   */
  public List<String> problems(TableMetadata table, ColumnConversions conversions) {
    List<String> primaryKey =
        table.getPrimaryKey().stream().map(column -> column.getName().asInternal()).toList();
    List<String> problems = new ArrayList<>(keyProblems(table, primaryKey));
    for (RowOutline.Column column : outline.columns()) {
      ColumnMetadata found =
          table.getColumn(CqlIdentifier.fromInternal(column.name())).orElse(null);
      if (found != null) {
        Set<ConversionChoice> choices = conversions.of(TableNames.of(table), column.name());
        Terms terms = primaryKey.contains(column.name()) ? Terms.ofKey(choices) : Terms.of(choices);
        if (!takes(found.getType(), terms, column.examples())) {
          problems.add(misfit(column, found, table));
        }
      } else if (onlyKnownColumns && !outline.key().contains(column.name())) {
        problems.add(missing(column.name(), table));
      }
    }
    return problems;
  }

  private List<String> keyProblems(TableMetadata table, List<String> primaryKey) {
    List<String> problems = new ArrayList<>();
    for (String column : outline.key()) {
      if (!primaryKey.contains(column)) {
        problems.add(
            "the key of the mapping's rows has '"
                + column
                + "', which is no primary-key column of "
                + TableNames.of(table)
                + NearestName.hint(column, primaryKey)
                + "; rename it, or make it part of the table's primary key, since otherwise two"
                + " items could overwrite each other in one row");
      }
    }
    for (String column : primaryKey) {
      if (!outline.mayBeOfKey(column)) {
        problems.add(
            "nothing in the mapping gives the rows' key the primary-key column '"
                + column
                + "' of "
                + TableNames.of(table)
                + "; name its source in 'columns' or 'split', and the column in 'key' if that is"
                + " set");
      }
    }
    for (String column : outline.beyondTheItemsKey(primaryKey)) {
      problems.add(
          "the primary-key column '"
              + column
              + "' of "
              + TableNames.of(table)
              + " would come from the value of the mapping's rows, since an item's key has two"
              + " attributes at most; a delete could not find the row, so name the whole primary"
              + " key in 'key'");
    }
    return problems;
  }

  private static String missing(String column, TableMetadata table) {
    List<String> names =
        table.getColumns().keySet().stream().map(CqlIdentifier::asInternal).toList();
    return "table "
        + TableNames.of(table)
        + " has no column '"
        + column
        + "', which the mapping fills"
        + NearestName.hint(column, names)
        + "; add the column, correct the mapping, or set unknown.columns=ignore";
  }

  private static String misfit(
      RowOutline.Column column, ColumnMetadata found, TableMetadata table) {
    return "column '"
        + column.name()
        + "' of "
        + TableNames.of(table)
        + " is "
        + found.getType().asCql(true, true)
        + ", which cannot hold what the mapping puts there: "
        + column.content()
        + "; correct the mapping or have it fill a column of another type";
  }

  private static boolean takes(DataType type, Terms terms, List<Object> examples) {
    return examples.isEmpty()
        || !Conversions.supports(type)
        || examples.stream().anyMatch(example -> takes(type, terms, example));
  }

  private static boolean takes(DataType type, Terms terms, Object example) {
    if (type instanceof TupleType || type instanceof VectorType) {
      // They want a length, which an example cannot have.
      return example instanceof List || (example instanceof String text && text.startsWith("["));
    }
    try {
      Conversions.to(type, terms).convert(example);
      return true;
    } catch (Unconvertible no) {
      return false;
    }
  }
}
