package dev.messina.source.select;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.TableApi;
import dev.messina.source.record.TableSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks for the tables of a selection. Failures come as the SDK's exceptions. */
public final class TableDiscovery {

  private final TableApi api;
  private final TableSelection selection;
  private final boolean followsStreams;

  /**
   * @param followsStreams whether a table without a usable stream is left out
   */
  public TableDiscovery(TableApi api, TableSelection selection, boolean followsStreams) {
    this.api = api;
    this.selection = selection;
    this.followsStreams = followsStreams;
  }

  /** Looks once; a table that vanishes meanwhile does not count. */
  public FoundTables look() {
    List<String> tables = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (String table : api.tableNames()) {
      try {
        if (isSelected(table)) {
          problem(table)
              .ifPresentOrElse(reason -> leftOut.put(table, reason), () -> tables.add(table));
        }
      } catch (SdkException e) {
        if (FailureKind.of(e) != FailureKind.GONE) {
          throw e;
        }
      }
    }
    return new FoundTables(tables, leftOut);
  }

  private boolean isSelected(String table) {
    return selection.byName(table).orElseGet(() -> selection.byTags().test(api.tags(table)));
  }

  private Optional<String> problem(String table) {
    return followsStreams ? api.describe(table).problemOfStream() : Optional.empty();
  }

  /**
   * What a look around has found.
   *
   * @param tables in order of their names
   * @param leftOut tables that are selected and cannot be followed, with the reasons
   */
  public record FoundTables(List<String> tables, Map<String, String> leftOut) {

    public FoundTables {
      tables = tables.stream().sorted().toList();
      leftOut = Map.copyOf(leftOut);
    }

    /**
     * The same, but a table whose reading has begun stays in: its stream was switched off or
     * replaced since, and its task says so. Left out, it would be given up without a word.
     */
    public FoundTables keeping(Predicate<String> begun) {
      Map<String, String> out = new HashMap<>(leftOut);
      out.keySet().removeIf(begun);
      List<String> in = new ArrayList<>(tables);
      leftOut.keySet().stream().filter(table -> !out.containsKey(table)).forEach(in::add);
      return new FoundTables(in, out);
    }
  }
}
