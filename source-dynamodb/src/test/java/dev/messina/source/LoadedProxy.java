package dev.messina.source;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before DynamoDB and answers scans the later the more of them are under way. */
final class LoadedProxy implements AutoCloseable {

  private static final List<String> PASSED_ON =
      List.of("X-Amz-Target", "X-Amz-Date", "Authorization", "Content-Type");
  private static final String CHECKSUM = "x-amz-crc32";

  /** Scans that are asked for together meet here, however fast DynamoDB is. */
  private static final Duration LEAST_DELAY = Duration.ofMillis(50);

  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger scans = new AtomicInteger();
  private final List<Integer> scansAtOnce = new CopyOnWriteArrayList<>();
  private volatile Duration delayPerScan = Duration.ZERO;

  LoadedProxy(URI target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** By how much each scan that is under way delays each other and itself, from now on. */
  void delayPerScan(Duration delay) {
    delayPerScan = delay;
    scansAtOnce.clear();
  }

  /** How many scans were under way whenever one began, since the delay was last set. */
  List<Integer> scansAtOnce() {
    return List.copyOf(scansAtOnce);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".Scan")) {
        int atOnce = scans.incrementAndGet();
        scansAtOnce.add(atOnce);
        try {
          // What a table under load does is to let its callers wait.
          Thread.sleep(LEAST_DELAY.plus(delayPerScan.multipliedBy(atOnce)).toMillis());
          passOn(exchange);
        } finally {
          scans.decrementAndGet();
        }
      } else {
        passOn(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    Headers headers = exchange.getRequestHeaders();
    PASSED_ON.stream()
        .filter(headers::containsKey)
        .forEach(name -> request.header(name, headers.getFirst(name)));
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    response
        .headers()
        .firstValue(CHECKSUM)
        .ifPresent(value -> exchange.getResponseHeaders().set(CHECKSUM, value));
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(response.body());
    }
  }
}
