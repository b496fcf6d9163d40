package dev.messina.source.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One object of S3 over HTTP, whose connections break, or refusals in its place. */
final class FakeS3 implements AutoCloseable {

  private static final String ETAG = "\"etag-of-it\"";

  private final HttpServer server;
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private volatile byte[] content = new byte[0];
  private volatile int breaksAfter = Integer.MAX_VALUE;
  private volatile Optional<Refusal> refusal = Optional.empty();

  private record Refusal(int status, String code, String message) {}

  FakeS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What the object is from now on.
   *
   * @param breaksAfter each answer breaks off after so many bytes
   */
  void holds(byte[] next, int breaksAfter) {
    this.content = next;
    this.breaksAfter = breaksAfter;
  }

  /** Refuses everything from now on. */
  void refuses(int status, String code, String message) {
    refusal = Optional.of(new Refusal(status, code, message));
  }

  /** The headers of each request, their names in lower case. */
  List<Map<String, String>> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    requests.add(headers);
    try (exchange) {
      if (refusal.isPresent()) {
        refuse(exchange, refusal.get());
      } else {
        send(exchange, headers);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(HttpExchange exchange, Map<String, String> headers) throws IOException {
    String range = headers.get("range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (range != null && !ETAG.equals(headers.get("if-match"))) {
      refuse(exchange, new Refusal(412, "PreconditionFailed", "It is another one"));
      return;
    }
    exchange.getResponseHeaders().add("ETag", ETAG);
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    exchange.getResponseBody().write(content, from, Math.min(breaksAfter, content.length - from));
    exchange.getResponseBody().flush();
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    byte[] body =
        "<Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(refusal.code(), refusal.message())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(refusal.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
