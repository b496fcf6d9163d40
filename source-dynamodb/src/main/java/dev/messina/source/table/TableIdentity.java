package dev.messina.source.table;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Kafka;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import dev.messina.source.stream.DataLossPolicy;
import dev.messina.source.stream.Remedies;
import dev.messina.source.stream.StreamOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

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
