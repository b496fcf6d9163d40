package dev.messina.bench.source;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The body of an answer with its checksum, which DynamoDB sends along and the SDK verifies.
 *
 * @param crc32 of the bytes
 */
record Body(byte[] bytes, long crc32) {

  static Body of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  static Body of(byte[] bytes) {
    CRC32 crc32 = new CRC32();
    crc32.update(bytes);
    return new Body(bytes, crc32.getValue());
  }
}
