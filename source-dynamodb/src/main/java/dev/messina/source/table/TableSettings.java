package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.record.Origin;
import dev.messina.source.snapshot.SnapshotSettings;
import dev.messina.source.stream.EpochSettings;
import dev.messina.source.stream.StreamOptions;
import dev.messina.source.stream.StreamSettings;

/**
 * What a task is to do with a table.
 *
 * @param origin what all its records have in common
 * @param tables how many tables share the task's calls
 */
public record TableSettings(
    TableAssignment share,
    Origin origin,
    SnapshotSettings snapshot,
    StreamSettings stream,
    EpochSettings epochs,
    ControlSettings control,
    int tables) {

  StreamOptions streamOptions() {
    return new StreamOptions(stream, epochs, control.interval(), tables);
  }
}
