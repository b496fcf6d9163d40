package dev.messina.cli.frontier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers HTTP with what the last look has found: status 200 where the frontier is known, 503 where
 * it is not, or where the last look is too long ago. No value of an item is in an answer.
 */
public final class FrontierServer implements AutoCloseable {

  private static final String PATH = "/frontier";
  private static final String METRICS = "/metrics";
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicReference<FrontierAnswer> last = new AtomicReference<>();
  private final Duration goodFor;
  private final Clock clock;

  /**
   * @param address to listen at
   * @param goodFor how old a look may be that counts
   */
  public FrontierServer(InetSocketAddress address, Duration goodFor, Clock clock) {
    this.goodFor = goodFor;
    this.clock = clock;
    try {
      this.server = HttpServer.create(address, 0);
    } catch (IOException refused) {
      throw new UncheckedIOException(
          "Nothing can listen at %s:%d (%s)"
              .formatted(address.getHostString(), address.getPort(), refused.getMessage()),
          refused);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** From now on this is answered. */
  public void tell(FrontierAnswer answer) {
    last.set(answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().add("Allow", "GET, HEAD");
        send(exchange, METHOD_NOT_ALLOWED, error("only GET and HEAD are answered"));
        return;
      }
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals(PATH)) {
        all(exchange);
      } else if (path.startsWith(PATH + "/")) {
        String table = path.substring(PATH.length() + 1);
        table(exchange, URLDecoder.decode(table, StandardCharsets.UTF_8));
      } else if (path.equals(METRICS)) {
        metrics(exchange);
      } else {
        send(
            exchange,
            NOT_FOUND,
            error("ask for %s, %s/TABLE or %s".formatted(PATH, PATH, METRICS)));
      }
    }
  }

  private void all(HttpExchange exchange) throws IOException {
    Instant now = clock.instant();
    Optional<FrontierAnswer> good = good(now);
    if (good.isEmpty()) {
      send(exchange, UNAVAILABLE, noLook(now));
      return;
    }
    int status = good.get().isKnown() ? OK : UNAVAILABLE;
    send(exchange, status, FrontierForms.json(good.get(), now));
  }

  private void table(HttpExchange exchange, String name) throws IOException {
    Instant now = clock.instant();
    Optional<FrontierAnswer> good = good(now);
    if (good.isEmpty()) {
      send(exchange, UNAVAILABLE, noLook(now));
      return;
    }
    List<TableFrontier> tables =
        good.get().tables().stream().filter(table -> table.table().equals(name)).toList();
    if (tables.isEmpty()) {
      send(exchange, NOT_FOUND, error("no migration here carries that table"));
      return;
    }
    FrontierAnswer part = new FrontierAnswer(good.get().lookedAt(), tables);
    send(exchange, part.isKnown() ? OK : UNAVAILABLE, FrontierForms.json(part, now));
  }

  /** Before the first look there is nothing to tell, and nobody takes that for well. */
  private void metrics(HttpExchange exchange) throws IOException {
    Instant now = clock.instant();
    FrontierAnswer answer = last.get();
    if (answer == null) {
      send(exchange, UNAVAILABLE, noLook(now));
      return;
    }
    send(exchange, OK, PROMETHEUS, FrontierMetrics.text(answer, good(now).isPresent(), now));
  }

  private Optional<FrontierAnswer> good(Instant now) {
    return Optional.ofNullable(last.get())
        .filter(answer -> !answer.lookedAt().plus(goodFor).isBefore(now));
  }

  /** What is told where there is no look that counts. */
  private ObjectNode noLook(Instant now) {
    FrontierAnswer answer = last.get();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("looked_at", answer == null ? null : answer.lookedAt().toString());
    json.put("state", FrontierAnswer.UNKNOWN);
    json.putNull("frontier");
    json.putNull("age_ms");
    json.putArray("reasons")
        .add(
            answer == null
                ? "There was no look yet"
                : "The last look was %s ago"
                    .formatted(FrontierForms.age(Duration.between(answer.lookedAt(), now))));
    json.putArray("tables");
    return json;
  }

  private static ObjectNode error(String reason) {
    return JsonNodeFactory.instance.objectNode().put("error", reason);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
    send(exchange, status, JSON, json + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Cache-Control", "no-store");
    boolean bodyWanted = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodyWanted ? body.length : -1);
    if (bodyWanted) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
