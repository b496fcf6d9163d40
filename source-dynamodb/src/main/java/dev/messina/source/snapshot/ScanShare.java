package dev.messina.source.snapshot;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.offset.TableOffset;

/**
 * A task's part of a scan.
 *
 * @param table under whose newest epoch it is scanned
 */
public record ScanShare(TableAssignment share, TableOffset table) {}
