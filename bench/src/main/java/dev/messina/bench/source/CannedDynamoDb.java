package dev.messina.bench.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Plays DynamoDB over HTTP, in a process of its own so that what it costs is not measured. Prints
 * its port, and ends with its standard input. {@code GET} gives the number of calls so far.
 */
public final class CannedDynamoDb {

  private static final int BACKLOG = 64;
  private static final int BUFFER = 1 << 16;

  private final CannedAnswers answers = new CannedAnswers();

  private CannedDynamoDb() {}

  public static void main(String[] arguments) throws IOException {
    CannedDynamoDb server = new CannedDynamoDb();
    ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(() -> server.accept(listening), "accept");
    acceptor.setDaemon(true);
    acceptor.start();
    System.out.println(listening.getLocalPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is said; the parent is alive.
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread thread = new Thread(() -> serve(socket), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The canned DynamoDB cannot take connections", e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      OutputStream out = socket.getOutputStream();
      while (true) {
        String head = head(in);
        byte[] request = in.readNBytes(Integer.parseInt(header(head, "content-length", "0")));
        String target = header(head, "x-amz-target", "");
        Body body =
            target.isEmpty()
                ? Body.of(Long.toString(answers.calls()))
                : answers.answer(
                    target.substring(target.indexOf('.') + 1),
                    new String(request, StandardCharsets.UTF_8));
        out.write(head(body));
        out.write(body.bytes());
        out.flush();
      }
    } catch (IOException e) {
      // The client has closed the connection, at its end or in the middle of a page.
      return;
    }
  }

  /** The head of a request. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int ends = 0;
    while (ends < 2) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException();
      }
      head.append((char) read);
      ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
    }
    return head.toString();
  }

  private static String header(String head, String name, String otherwise) {
    String start = "\n" + name + ":";
    int from = head.toLowerCase(Locale.ROOT).indexOf(start);
    return from < 0
        ? otherwise
        : head.substring(from + start.length(), head.indexOf('\n', from + 1)).strip();
  }

  private static byte[] head(Body body) {
    return ("HTTP/1.1 200 OK\r\nServer: Server\r\nDate: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nConnection: keep-alive"
            + "\r\nx-amzn-RequestId: 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123"
            + "\r\nx-amz-crc32: "
            + body.crc32()
            + "\r\nContent-Length: "
            + body.bytes().length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
