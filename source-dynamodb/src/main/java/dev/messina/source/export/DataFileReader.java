package dev.messina.source.export;

import com.amazon.ion.IonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.source.change.Item;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one data file from its beginning to its end, holding one page of it at a time. The last
 * page is given only after the whole file was found to be what the manifest says. Not safe for use
 * by several threads; of no use after an exception.
 */
public final class DataFileReader implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final String AGAIN = "Copy the export again or take another one.";

  private final String address;
  private final DataFile file;
  private final PackedStream packed;
  private final UnpackedStream content;
  private final Records records;
  private long position;
  private boolean atEnd;

  /**
   * Some of the records of a file, in the order of the file.
   *
   * @param position how many records the file has up to here, those that were skipped included
   * @param bytes how many bytes of the unpacked file have been read; some may be of later records
   * @param atEnd whether these are the last ones, and the whole file is as the manifest says
   */
  public record Page<T>(List<T> records, long position, long bytes, boolean atEnd) {}

  private DataFileReader(
      String address, DataFile file, ExportFormat format, List<String> keyNames, InputStream object)
      throws IOException {
    this.address = address;
    this.file = file;
    this.packed = new PackedStream(object);
    // The file of an empty partition may be empty itself.
    boolean isEmpty = file.itemCount() == 0 && packed.available() == 0;
    this.content =
        new UnpackedStream(
            isEmpty ? InputStream.nullInputStream() : new GZIPInputStream(packed, BUFFER));
    this.records =
        format == ExportFormat.ION
            ? new IonRecords(content, keyNames)
            : new JsonRecords(content, keyNames);
  }

  /**
   * Opens a file.
   *
   * @param keyNames the attributes of the table's key
   * @throws ExportException if there is no such file, it may not be read or is not in gzip
   */
  public static DataFileReader open(
      ObjectStore store, Export export, DataFile file, List<String> keyNames) {
    String address = store.address(file.key());
    InputStream object = store.open(file.key());
    try {
      return new DataFileReader(address, file, export.summary().format(), keyNames, object);
    } catch (RuntimeException e) {
      close(object, address);
      throw e;
    } catch (EOFException | ZipException e) {
      close(object, address);
      throw new ExportException(address + " does not begin as a gzip file. " + AGAIN);
    } catch (IOException e) {
      close(object, address);
      throw new ExportException("Cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  /**
   * Passes over records, as a reader does that was here before.
   *
   * @throws ExportException if there are not as many, or what is passed over is damaged
   */
  public void skip(long count) {
    if (count > file.itemCount() - position) {
      throw wrong(
          "has "
              + file.itemCount()
              + " records by its manifest, fewer than the "
              + (position + count)
              + " that were read before, so it is another export");
    }
    for (long i = 0; i < count; i++) {
      if (!reading(records::advance)) {
        throw endsEarly();
      }
      position++;
    }
  }

  /**
   * The next items of a full export.
   *
   * @param maxItems at most so many
   * @param maxBytes no more items once their texts together have as many characters
   * @return none of them at the end of the file
   * @throws ExportException if the file breaks off or is not what the manifest says
   */
  public Page<Item> next(int maxItems, long maxBytes) {
    return page(maxItems, maxBytes, records::item, item -> item.json().length());
  }

  /**
   * The next changes of an incremental export, as {@link #next} gives items.
   *
   * @throws ExportException if the file breaks off or is not what the manifest says
   */
  public Page<ExportedChange> nextChanges(int maxChanges, long maxBytes) {
    return page(maxChanges, maxBytes, records::change, DataFileReader::sizeOf);
  }

  @Override
  public void close() {
    close(content, address);
    close(packed, address);
  }

  private <T> Page<T> page(int most, long maxBytes, Reading<T> next, Size<T> sizes) {
    List<T> taken = new ArrayList<>();
    long bytes = 0;
    while (position < file.itemCount() && taken.size() < most && bytes < maxBytes) {
      if (!reading(records::advance)) {
        throw endsEarly();
      }
      T record = reading(next);
      taken.add(record);
      bytes += sizes.of(record);
      position++;
    }
    if (!atEnd && position == file.itemCount()) {
      verifyEnd();
      atEnd = true;
    }
    return new Page<>(taken, position, content.count(), atEnd);
  }

  private static long sizeOf(ExportedChange change) {
    return change.newImage().map(item -> item.json().length()).orElse(0)
        + change.oldImage().map(item -> item.json().length()).orElse(0)
        + 1L;
  }

  private void verifyEnd() {
    if (reading(records::advance)) {
      throw wrong("has more than the " + file.itemCount() + " records that its manifest counts");
    }
    verifyChecksum();
  }

  private ExportException endsEarly() {
    verifyChecksum();
    return wrong(
        "ends after record "
            + position
            + ", and its manifest counts "
            + file.itemCount()
            + " records");
  }

  /** What unpacks may have taken a connection that broke for the end of the file. */
  private void verifyChecksum() {
    if (packed.failure() != null) {
      throw explained(packed.failure());
    }
    if (!reading(packed::md5).equals(file.md5())) {
      throw wrong(
          "was damaged or replaced: the MD5 of all of it is not the one in its manifest, as found"
              + " at its end behind record "
              + position);
    }
  }

  /** Reads, and says of what goes wrong where it was. */
  private <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | ItemException | IonException e) {
      throw explained(e);
    }
  }

  /** No cause goes along, since a parser's own message quotes what it stumbled over. */
  private ExportException explained(Exception e) {
    if (packed.failure() != null) {
      return new ExportException(
          "Reading "
              + address
              + " broke off behind record "
              + position
              + ": "
              + packed.failure().getMessage(),
          packed.failure());
    }
    String record = "record " + (position + 1);
    if (content.failure() instanceof EOFException) {
      return wrong("breaks off in " + record + ": its gzip is truncated");
    }
    if (content.failure() != null) {
      return wrong("is damaged behind record " + position + ": its gzip cannot be unpacked");
    }
    if (e instanceof JsonEOFException) {
      return wrong("breaks off in " + record);
    }
    if (e instanceof ItemException) {
      return wrong("cannot be read: " + record + ": " + e.getMessage());
    }
    return wrong(
        "cannot be read: "
            + record
            + " is not well-formed "
            + (records instanceof IonRecords ? "Ion" : "JSON"));
  }

  private ExportException wrong(String problem) {
    return new ExportException(address + " " + problem + ". " + AGAIN);
  }

  private static void close(InputStream object, String address) {
    try {
      object.close();
    } catch (IOException e) {
      throw new ExportException("Cannot close " + address + ".", e);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  @FunctionalInterface
  private interface Size<T> {
    long of(T record);
  }
}
