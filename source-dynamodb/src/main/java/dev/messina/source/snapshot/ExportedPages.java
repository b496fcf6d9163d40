package dev.messina.source.snapshot;

import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.change.Item;
import dev.messina.source.export.DataFileReader;
import dev.messina.source.export.Export;
import dev.messina.source.export.Exports;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Pages of an export; a segment is one of its data files. A file stays open between two pages of
 * it. One that is taken up in the middle is read again from its beginning.
 */
final class ExportedPages implements SegmentPages {

  /** The attribute of a position that says how many items of a file were read. */
  private static final String RECORD = "record";

  /** As much as a page of a scan has. */
  private static final long PAGE_BYTES = 1 << 20;

  private static final OptionalDouble NO_UNITS = OptionalDouble.of(0);

  private final Exports exports;
  private final TableOffset table;
  private final List<String> keyNames;
  private final Map<Integer, OpenFile> open = new ConcurrentHashMap<>();

  /**
   * @param table says which export is read
   * @param keyNames the attributes of the table's key
   */
  ExportedPages(Exports exports, TableOffset table, List<String> keyNames) {
    this.exports = exports;
    this.table = table;
    this.keyNames = keyNames;
  }

  @Override
  public Callable<ScanPage> page(
      SourcePartition.Segment segment, SegmentOffset position, int limit) {
    return () -> read(segment, position, limit);
  }

  @Override
  public boolean oneAfterTheOther() {
    return true;
  }

  private ScanPage read(SourcePartition.Segment segment, SegmentOffset position, int limit) {
    Export export = exports.of(segment.table());
    requireSame(segment.table(), export);
    if (segment.segment() >= export.files().size()) {
      return new ScanPage(List.of(), Map.of(), NO_UNITS, Duration.ZERO);
    }
    DataFileReader file = at(export, segment.segment(), position.items());
    DataFileReader.Page<Item> page;
    try {
      page = file.next(limit, PAGE_BYTES);
    } catch (RuntimeException failed) {
      file.close();
      throw failed;
    }
    if (page.atEnd()) {
      file.close();
    } else {
      open.put(segment.segment(), new OpenFile(file, page.position()));
    }
    return new ScanPage(
        page.records(),
        page.atEnd()
            ? Map.of()
            : Map.of(RECORD, AttributeValue.fromN(Long.toString(page.position()))),
        NO_UNITS,
        Duration.ZERO);
  }

  private void requireSame(String name, Export export) {
    String arn = export.summary().exportArn();
    if (!arn.equals(table.export()) || export.segments() != table.totalSegments()) {
      throw new ConnectException(
          "Table '%s': its snapshot was begun from export %s, and snapshot.export.location has %s."
                  .formatted(name, table.export(), arn)
              + " Set it back until the snapshot is complete.");
    }
  }

  private DataFileReader at(Export export, int segment, long items) {
    OpenFile left = open.remove(segment);
    if (left != null && left.position() == items) {
      return left.file();
    }
    if (left != null) {
      left.file().close();
    }
    DataFileReader file = exports.open(export, export.files().get(segment), keyNames);
    try {
      file.skip(items);
      return file;
    } catch (RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  /**
   * A file between two pages.
   *
   * @param position how many of its items were read
   */
  private record OpenFile(DataFileReader file, long position) {}
}
