package dev.messina.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.messina.verification.frontier.Frontier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers that docs/frontier.md describes. */
class FrontierUrlTest {

  private final SettableStores clock = new SettableStores();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "";
  private volatile int requests;
  private FrontierUrl frontier;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/frontier/orders",
        exchange -> {
          requests = requests + 1;
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/frontier/orders");
    frontier = new FrontierUrl(url, Duration.ofSeconds(5), clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answers(int code, String json) {
    status = code;
    body = json;
    clock.pass(Duration.ofSeconds(5));
  }

  @Test
  void aKnownFrontierIsATime() {
    answers(
        200,
        """
        {"looked_at": "2026-12-01T10:02:15.113Z", "state": "known",
         "frontier": "2026-12-01T10:02:07Z", "age_ms": 8113, "tables": [{"table": "orders",
         "state": "known", "frontier": "2026-12-01T10:02:07Z", "reasons": []}]}""");

    assertThat(frontier.read())
        .isInstanceOfSatisfying(
            Frontier.Known.class,
            known ->
                assertThat(known.appliedUntil()).isEqualTo(Instant.parse("2026-12-01T10:02:07Z")));
  }

  @Test
  void whatIsNotKnownHasItsReasons() {
    answers(
        503,
        """
        {"state": "not_yet", "frontier": null,
         "tables": [{"table": "orders", "reasons": ["the snapshot is read"]}]}""");
    assertThat(frontier.read()).isEqualTo(new Frontier.NotYet("the snapshot is read"));

    answers(503, "{\"state\": \"unknown\", \"reasons\": [\"There was no look yet\"]}");
    assertThat(frontier.read()).isEqualTo(new Frontier.Unknown("There was no look yet"));
  }

  @Test
  void everythingElseIsUnknown() {
    List.of("{\"state\": \"known\"}", "{\"state\": \"known\", \"frontier\": \"soon\"}", "{}", "no")
        .forEach(
            json -> {
              answers(200, json);
              assertThat(frontier.read()).as(json).isInstanceOf(Frontier.Unknown.class);
            });
    answers(503, "{\"state\": \"known\", \"frontier\": \"2026-12-01T10:02:07Z\"}");
    assertThat(frontier.read()).isInstanceOf(Frontier.Unknown.class);
    answers(404, "{\"error\": \"no migration here carries that table\"}");
    assertThat(frontier.read())
        .isInstanceOfSatisfying(
            Frontier.Unknown.class, unknown -> assertThat(unknown.reason()).contains("status 404"));
    server.stop(0);
    clock.pass(Duration.ofSeconds(5));
    assertThat(frontier.read())
        .isInstanceOfSatisfying(
            Frontier.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("does not answer"));
  }

  @Test
  void anAnswerIsKept() {
    answers(200, "{\"state\": \"known\", \"frontier\": \"2026-12-01T10:02:07Z\"}");
    Frontier.Reading first = frontier.read();
    body = "{\"state\": \"unknown\"}";
    clock.pass(Duration.ofMillis(4_999));

    assertThat(frontier.read()).isEqualTo(first);
    assertThat(requests).isOne();

    clock.pass(Duration.ofMillis(1));
    assertThat(frontier.read()).isInstanceOf(Frontier.Unknown.class);
    assertThat(requests).isEqualTo(2);
  }

  @Test
  void aSupplierIsAFrontierToo() {
    Instant until = Instant.parse("2026-12-01T10:02:07Z");

    assertThat(new SuppliedFrontier(() -> Optional.of(until)).read())
        .isEqualTo(new Frontier.Known(until, "it was supplied"));
    assertThat(new SuppliedFrontier(Optional::empty).read()).isInstanceOf(Frontier.Unknown.class);
  }
}
