package dev.messina.source.export;

import java.io.InputStream;
import java.util.List;

/**
 * Where an export lies: objects with keys, whose steps are separated by {@code /}. Safe for use by
 * several threads, except for the streams that it opens.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Opens an object. Its stream throws {@link java.io.IOException} if it breaks off for good.
   *
   * @throws ExportException if there is no such object, or it may not be read
   */
  InputStream open(String key);

  /**
   * What lies directly in a folder.
   *
   * @param folder empty, or a prefix of keys that ends in {@code /}
   * @return names without the prefix, in order, those of folders with a {@code /} at the end; empty
   *     if there is no such folder
   * @throws ExportException if it may not be listed
   */
  List<String> list(String folder);

  /** The address of an object or a folder, for messages. */
  String address(String key);

  @Override
  void close();
}
