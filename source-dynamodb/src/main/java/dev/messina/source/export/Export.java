package dev.messina.source.export;

import java.util.List;
import java.util.Optional;

/**
 * A finished export whose manifests are whole.
 *
 * @param address of its own folder, for messages
 * @param files in the order of their keys
 */
public record Export(String address, ExportSummary summary, List<DataFile> files) {

  /**
   * Finds the one export of a table at a location and reads its manifests. Exports of other tables
   * may lie beside it.
   *
   * @param table its name
   * @throws ExportException if there is none or more than one, or if its manifests are damaged,
   *     unknown or do not agree
   */
  public static Export find(ObjectStore store, ExportLocation location, String table) {
    return new ExportSearch(store, location, summary -> summary.table().name().equals(table))
        .find(Optional.empty());
  }

  /**
   * Finds the one export at a location and reads its manifests.
   *
   * @param exportId which one, by its id or its ARN; empty if there is only one full export
   * @throws ExportException if there is none or more than one, or if its manifests are damaged,
   *     unknown or do not agree
   */
  public static Export find(ObjectStore store, ExportLocation location, Optional<String> exportId) {
    return new ExportSearch(store, location, summary -> true).find(exportId);
  }

  public String id() {
    return summary.id();
  }

  /** How many segments a snapshot of it has: one for each file, and one where there is none. */
  public int segments() {
    return Math.max(1, files.size());
  }

  /**
   * When a full export was taken.
   *
   * @throws ExportException if it is an incremental one
   */
  public ExportExtent.Full requireFull() {
    if (summary.extent() instanceof ExportExtent.Full full) {
      return full;
    }
    throw new ExportException(
        "The export at "
            + address
            + " is an incremental one, which holds changes only. Give a full export.");
  }

  /**
   * The window of an incremental export.
   *
   * @throws ExportException if it is a full one
   */
  public ExportExtent.Incremental requireIncremental() {
    if (summary.extent() instanceof ExportExtent.Incremental incremental) {
      return incremental;
    }
    throw new ExportException(
        "The export at " + address + " is a full one. Give an incremental export.");
  }

  /**
   * Makes sure of whose export it is.
   *
   * @param tableName the name of the table, or its ARN, which holds its account and region as well
   * @param tableId DynamoDB's id of it; empty if it is not known, and then only the name counts
   * @throws ExportException if it is another table's, or that of a table of that name that was
   *     deleted since
   */
  public void requireTable(String tableName, String tableId) {
    ExportSummary.ExportedTable table = summary.table();
    boolean isArn = tableName.startsWith("arn:");
    if (!tableName.equals(isArn ? table.arn() : table.name())) {
      throw new ExportException(
          "The export at "
              + address
              + " is of table "
              + table.arn()
              + ", not of '"
              + tableName
              + "'. Give an export of that table.");
    }
    if (!tableId.isEmpty() && !table.id().isEmpty() && !tableId.equals(table.id())) {
      throw new ExportException(
          "The export at "
              + address
              + " is of a table '"
              + table.name()
              + "' with id "
              + table.id()
              + ", and the one that is read has id "
              + tableId
              + ": it is in another account or region, or was made anew since. Give an export of"
              + " that table.");
    }
  }
}
