package dev.messina.sink.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A line to a server that can be narrow, dead or cut, for all of its connections together. It is
 * wide at first.
 */
public final class SlowLine implements AutoCloseable {

  private static final int PIECE_BYTES = 4_096;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TcpProxy proxy;
  private double bytesPerSecond = Double.POSITIVE_INFINITY;
  private long freeAt = System.nanoTime();

  private SlowLine(InetSocketAddress entrance, InetSocketAddress server) {
    this.proxy = TcpProxy.at(entrance, server, Plain::new);
  }

  public static SlowLine to(String host, int port) {
    return from(new InetSocketAddress("127.0.0.1", 0), host, port);
  }

  /**
   * A line that begins at another address than 127.0.0.1.
   *
   * @param entrance of this machine; port 0 for a free one
   */
  public static SlowLine from(InetSocketAddress entrance, String host, int port) {
    return new SlowLine(entrance, new InetSocketAddress(host, port));
  }

  /** Where the server seems to be, as {@code host:port}. */
  public String address() {
    return proxy.address();
  }

  /**
   * From now on no more passes than this.
   *
   * @param bytes in a second, both directions together; with 0 nothing passes and everything waits
   */
  public synchronized void narrow(int bytes) {
    bytesPerSecond = bytes;
    freeAt = System.nanoTime();
    notifyAll();
  }

  /** Everything passes at once, beginning with what has waited. */
  public synchronized void widen() {
    bytesPerSecond = Double.POSITIVE_INFINITY;
    notifyAll();
  }

  /** Ends all connections; new ones are taken. */
  public void cut() {
    proxy.cut();
  }

  private synchronized void await(int bytes) throws InterruptedIOException {
    try {
      while (bytesPerSecond == 0) {
        wait();
      }
      long due = Math.max(freeAt, System.nanoTime()) + (long) (bytes / bytesPerSecond * NANOS);
      freeAt = due;
      for (long left = due - System.nanoTime();
          left > 0 && Double.isFinite(bytesPerSecond);
          left = due - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException closing) {
      throw new InterruptedIOException("The line is closed");
    }
  }

  @Override
  public void close() {
    proxy.close();
  }

  /** Bytes as they come. */
  private final class Plain implements Conversation {

    @Override
    public void requests(InputStream client, OutputStream server) throws IOException {
      pass(client, server);
    }

    @Override
    public void answers(InputStream server, OutputStream client) throws IOException {
      pass(server, client);
    }

    private void pass(InputStream from, OutputStream to) throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      for (int bytes = from.read(piece); bytes >= 0; bytes = from.read(piece)) {
        await(bytes);
        to.write(piece, 0, bytes);
      }
    }
  }
}
