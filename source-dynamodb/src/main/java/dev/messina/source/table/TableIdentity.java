package dev.messina.source.table;

import dev.messina.source.aws.TableDescription;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.stream.Remedies;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether a table and its stream are those of its epoch. */
final class TableIdentity {

  private TableIdentity() {}

  static boolean isSame(TableDescription found, TableOffset committed) {
    return isSameTable(found, committed)
        && (committed.stream().isEmpty() || committed.stream().equals(found.streamLabel()));
  }

  static ConnectException other(TableDescription found, TableOffset committed, String connector) {
    return new ConnectException(
        "Table '"
            + found.name()
            + "' is not as it was when its epoch began: "
            + (isSameTable(found, committed)
                ? "its stream '"
                    + committed.stream()
                    + "' was replaced by '"
                    + found.streamLabel()
                    + "'"
                : "it was deleted and created again")
            + ", so changes may be missing. Set data.loss.policy=resnapshot and restart the"
            + " connector to have the old stream read to its end and the table scanned again. Or: "
            + Remedies.newSnapshot(connector));
  }

  private static boolean isSameTable(TableDescription found, TableOffset committed) {
    return found.id().isEmpty()
        || committed.tableId().isEmpty()
        || found.id().equals(committed.tableId());
  }
}
