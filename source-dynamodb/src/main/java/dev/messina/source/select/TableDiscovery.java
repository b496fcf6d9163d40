package dev.messina.source.select;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.TableApi;
import dev.messina.source.record.TableSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
