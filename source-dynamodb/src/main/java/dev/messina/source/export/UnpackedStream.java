package dev.messina.source.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What gzip gives, counted. It remembers why it broke off, as {@link PackedStream} does. */
final class UnpackedStream extends FilterInputStream {

  private long count;
  private IOException failure;

  UnpackedStream(InputStream unpacked) {
    super(unpacked);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = in.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why it broke off, or null if it did not. */
  IOException failure() {
    return failure;
  }

  long count() {
    return count;
  }
}
