package dev.messina.source.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The content of an object. Where the connection breaks, as it does if nothing is read for a while,
 * it goes on from there by another call.
 */
final class S3ObjectStream extends InputStream {

  private static final int ATTEMPTS = 5;

  private final S3Object object;
  private final S3FailureText failures;
  private final String etag;

  /** Empty where the store does not say it. */
  private final Optional<Long> length;

  private Optional<ResponseInputStream<GetObjectResponse>> open;
  private long position;

  /**
   * @throws SdkException if it cannot be opened
   */
  S3ObjectStream(S3Object object, S3FailureText failures) {
    this.object = object;
    this.failures = failures;
    ResponseInputStream<GetObjectResponse> whole = object.whole();
    this.etag = whole.response().eTag();
    this.length = Optional.ofNullable(whole.response().contentLength());
    this.open = Optional.of(whole);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws ExportException if the rest may not be read, or the object is not there any more
   */
  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return readOnce(bytes, offset, count);
      } catch (IOException | SdkException e) {
        abort();
        if (e instanceof SdkException failure && !failures.isTemporary(failure)) {
          throw failures.ofReading(object.key(), failure);
        }
        if (attempt == ATTEMPTS) {
          throw new IOException(failures.textOf(e), e);
        }
      }
    }
  }

  @Override
  public void close() {
    abort();
  }

  private int readOnce(byte[] bytes, int offset, int count) throws IOException {
    if (open.isEmpty()) {
      if (length.isPresent() && position == length.get()) {
        return -1;
      }
      open = Optional.of(object.from(position, etag));
    }
    int read = open.get().read(bytes, offset, count);
    if (read < 0 && length.isPresent() && position < length.get()) {
      throw new IOException("The answer ends before the object does");
    }
    position += Math.max(0, read);
    return read;
  }

  /** Closing would read all that is left. */
  private void abort() {
    open.ifPresent(ResponseInputStream::abort);
    open = Optional.empty();
  }
}
