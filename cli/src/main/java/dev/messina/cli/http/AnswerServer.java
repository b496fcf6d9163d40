package dev.messina.cli.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers GET and HEAD, by the path. Other methods are refused with 405. */
public final class AnswerServer implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Function<String, Answer> answers;

  /**
   * Listens from now on.
   *
   * @param answers for each raw path; asked by several threads
   * @throws UncheckedIOException if nothing can listen there
   */
  public AnswerServer(InetSocketAddress address, Function<String, Answer> answers) {
    this.answers = answers;
    try {
      this.server = HttpServer.create(address, 0);
    } catch (IOException refused) {
      threads.shutdownNow();
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (method.equals("GET") || method.equals("HEAD")) {
        send(exchange, answers.apply(exchange.getRequestURI().getRawPath()));
      } else {
        exchange.getResponseHeaders().add("Allow", "GET, HEAD");
        send(exchange, Answer.error(Answer.METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.getResponseHeaders().add("Cache-Control", "no-store");
    boolean bodyWanted = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodyWanted ? body.length : -1);
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
