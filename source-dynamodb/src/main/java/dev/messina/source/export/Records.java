package dev.messina.source.export;

import dev.messina.source.change.Item;
import java.io.IOException;

/**
 * The records of a data file, one after the other. What is wrong with one is a {@link
 * dev.messina.record.json.ItemParser.ItemException} or another exception of the parser, after which
 * nothing more can be read.
 */
interface Records {

  /** Goes to the next record, whether the last one was read or not; false at the end. */
  boolean advance() throws IOException;

  /** The item of the record, of a full export. */
  Item item() throws IOException;

  /** The change that the record is, of an incremental export. */
  ExportedChange change() throws IOException;
}
