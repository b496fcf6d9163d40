package dev.messina.dynamodb.export;

import java.io.IOException;

/** Takes the objects of one export. */
interface ExportBucket extends AutoCloseable {

  /**
   * @throws ExportFailedException if the store refuses it
   * @throws IOException if it cannot be written
   */
  void put(String key, byte[] content) throws IOException;

  /**
   * As an upload in parts, of which there is one.
   *
   * @return the ETag that the object has then: an MD5 in hexadecimal digits, and {@code -1}
   * @throws ExportFailedException if the store refuses it
   * @throws IOException if it cannot be written
   */
  String putInParts(String key, byte[] content) throws IOException;

  @Override
  void close();
}
