package dev.messina.source.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.security.MessageDigest;

/**
 * A file as it lies in the store, with its checksum. It remembers why it broke off, since readers
 * of its content make other exceptions of that or none at all.
 */
final class PackedStream extends FilterInputStream {

  private static final int SKIP_BUFFER = 1 << 16;

  private final MessageDigest digest = Md5.digest();
  private IOException failure;

  PackedStream(InputStream packed) {
    super(new PushbackInputStream(packed));
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
      if (read > 0) {
        digest.update(bytes, offset, read);
      }
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Not zero before the end: by this gzip tells whether another member follows. */
  @Override
  public int available() throws IOException {
    try {
      PushbackInputStream packed = (PushbackInputStream) in;
      int next = packed.read();
      if (next < 0) {
        return 0;
      }
      packed.unread(next);
      return 1;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, SKIP_BUFFER)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Why it broke off, or null if it did not. */
  IOException failure() {
    return failure;
  }

  /** The MD5 of the whole file in base64; reads what is left of it. */
  String md5() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return Md5.base64(digest.digest());
  }
}
