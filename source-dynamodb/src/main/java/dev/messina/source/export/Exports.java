package dev.messina.source.export;

import dev.messina.source.aws.AwsSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The exports that the configuration names, each looked for and checked once. Safe for use by
 * several threads.
 */
public final class Exports implements AutoCloseable {

  private final ExportLocation location;
  private final ObjectStore store;
  private final Map<String, Export> found = new ConcurrentHashMap<>();

  private Exports(ExportLocation location, ObjectStore store) {
    this.location = location;
    this.store = store;
  }

  /**
   * Asks nobody yet.
   *
   * @param connections how many files can be open and calls under way at once
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set or found
   */
  public static Exports of(ExportSettings settings, AwsSettings aws, int connections) {
    if (settings.location().isEmpty()) {
      return new Exports(null, null);
    }
    ExportLocation location = ExportLocation.parse(settings.location());
    ObjectStore store =
        location.bucket().isPresent()
            ? S3ObjectStore.open(aws, settings.s3(), location.bucket().get(), connections)
            : location.folderStore();
    return new Exports(location, store);
  }

  /**
   * The full export of a table.
   *
   * @throws ExportException if there is none, or more than one, or it cannot be read
   */
  public Export of(String table) {
    if (store == null) {
      throw new ConnectException(
          "Table '"
              + table
              + "': its snapshot was begun from an export, and snapshot.export.location is empty."
              + " Set it back until the snapshot is complete.");
    }
    return found.computeIfAbsent(table, name -> Export.find(store, location, name));
  }

  /** Opens a data file of an export. */
  public DataFileReader open(Export export, DataFile file, List<String> keyNames) {
    return DataFileReader.open(store, export, file, keyNames);
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
