package dev.messina.source.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DynamoDB whose clock is another one than this machine's, and which refuses signatures that are
 * off by more than five minutes. On sockets, since Java's own server sends a date of its own.
 */
final class SkewedAws implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Duration ahead = Duration.ZERO;

  SkewedAws() throws IOException {
    Thread thread = new Thread(this::serve, "skewed-aws");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How far its clock is ahead of this machine's. */
  void ahead(Duration ahead) {
    this.ahead = ahead;
  }

  int asked() {
    return asked.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String signed = "";
    int length = 0;
    for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.regionMatches(true, 0, "X-Amz-Date:", 0, 11)) {
        signed = value;
      } else if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(value);
      }
    }
    request.skip(length);
    asked.incrementAndGet();
    Instant now = Instant.now().plus(ahead);
    boolean refused = isOff(signed, now);
    String body =
        refused
            ? "{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\","
                + "\"message\":\"The signature's time is off\"}"
            : "{\"TableNames\":[\"orders\"]}";
    String answer =
        "HTTP/1.1 "
            + (refused ? "400 Bad Request" : "200 OK")
            + "\r\nDate: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC))
            + "\r\n"
            + "Content-Type: application/x-amz-json-1.0\r\n"
            + "Connection: close\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static boolean isOff(String signed, Instant now) {
    Instant at =
        LocalDateTime.parse(signed, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX"))
            .toInstant(ZoneOffset.UTC);
    return Duration.between(at, now).abs().compareTo(Duration.ofMinutes(5)) > 0;
  }
}
