package dev.messina.source;

import dev.messina.source.aws.TableDescription;
import dev.messina.source.position.TablePosition;
import dev.messina.source.record.Origin;
import dev.messina.source.record.SourceRecords;

/** Reads a table and its stream, both at once, under a committed epoch. */
final class ReadingStage implements TableStage {

  private final StreamReading stream;

  ReadingStage(TaskScope scope, TableDescription table, TablePosition position) {
    SourceRecords records =
        new SourceRecords(
            new Origin(Version.current(), scope.region(), table.name(), scope.config().topics()),
            table.key(),
            scope.clock());
    StreamOrigin origin =
        new StreamOrigin(
            scope.config().connector(),
            table.name(),
            table.streamArn(),
            position.stream(),
            position.epoch());
    this.stream = new StreamReading(scope, origin, position, records);
    new SnapshotReading(scope, table.name(), position, records).begin();
  }

  @Override
  public TableStage advance() {
    stream.advance();
    return this;
  }
}
