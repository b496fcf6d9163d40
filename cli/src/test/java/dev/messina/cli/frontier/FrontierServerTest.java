package dev.messina.cli.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontierServerTest {

  private static final Duration GOOD_FOR = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SetClock clock = new SetClock();
  private final FrontierServer server =
      new FrontierServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), GOOD_FOR, clock);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isUnknownBeforeTheFirstLook() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/frontier");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).path("state").asText()).isEqualTo("unknown");
    assertThat(json(answer).path("looked_at").isNull()).isTrue();
    assertThat(json(answer).path("reasons").get(0).asText()).isEqualTo("There was no look yet");
  }

  @Test
  void tellsWhatTheLastLookHasFound() throws IOException, InterruptedException {
    server.tell(Answers.of(Answers.table("orders", Answers.KNOWN)));

    HttpResponse<String> answer = get("/frontier");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("age_ms").asLong()).isEqualTo(65_000);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    clock.now = Answers.NOW.plusSeconds(10);
    assertThat(json(get("/frontier")).path("age_ms").asLong()).isEqualTo(75_000);
  }

  @Test
  void oneUnknownTableMakesAllUnknownAndNotTheOthers() throws IOException, InterruptedException {
    server.tell(
        Answers.of(
            Answers.table("orders", Answers.KNOWN),
            Answers.table("lines", Answers.UNKNOWN),
            Answers.table("a b", Answers.NOT_YET)));

    assertThat(get("/frontier").statusCode()).isEqualTo(503);
    HttpResponse<String> known = get("/frontier/orders");
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(json(known).path("tables")).hasSize(1);
    assertThat(get("/frontier/lines").statusCode()).isEqualTo(503);
    assertThat(get("/frontier/a%20b").statusCode()).isEqualTo(503);
    assertThat(get("/frontier/others").statusCode()).isEqualTo(404);
  }

  @Test
  void aLookThatIsTooLongAgoDoesNotCount() throws IOException, InterruptedException {
    server.tell(Answers.of(Answers.table("orders", Answers.KNOWN)));
    clock.now = Answers.NOW.plus(GOOD_FOR);
    assertThat(get("/frontier").statusCode()).isEqualTo(200);

    clock.now = Answers.NOW.plus(GOOD_FOR).plusMillis(1);
    HttpResponse<String> stale = get("/frontier");
    assertThat(stale.statusCode()).isEqualTo(503);
    assertThat(json(stale).path("reasons").get(0).asText())
        .isEqualTo("The last look was 1 min 0 s ago");
    assertThat(get("/frontier/orders").statusCode()).isEqualTo(503);
  }

  @Test
  void tellsPrometheusWhatIsKnownAndWhatIsNot() throws IOException, InterruptedException {
    assertThat(get("/metrics").statusCode()).isEqualTo(503);
    server.tell(
        Answers.of(
            Answers.table("orders", Answers.KNOWN), Answers.table("li\"nes", Answers.NOT_YET)));
    clock.now = Answers.NOW.plusMillis(1_500);

    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body().lines().filter(line -> !line.startsWith("# HELP")))
        .containsExactly(
            "# TYPE messina_frontier_known gauge",
            "messina_frontier_known{source=\"from\",sink=\"to\",table=\"orders\"} 1.0",
            "messina_frontier_known{source=\"from\",sink=\"to\",table=\"li\\\"nes\"} 0.0",
            "# TYPE messina_frontier_age_seconds gauge",
            "messina_frontier_age_seconds{source=\"from\",sink=\"to\",table=\"orders\"} 66.5",
            "# TYPE messina_frontier_look_age_seconds gauge",
            "messina_frontier_look_age_seconds{source=\"from\",sink=\"to\",table=\"orders\"} 1.5",
            "messina_frontier_look_age_seconds"
                + "{source=\"from\",sink=\"to\",table=\"li\\\"nes\"} 1.5");

    clock.now = Answers.NOW.plus(GOOD_FOR).plusMillis(1);
    assertThat(get("/metrics").body())
        .contains("messina_frontier_known{source=\"from\",sink=\"to\",table=\"orders\"} 0.0")
        .doesNotContain("messina_frontier_age_seconds{");
  }

  @Test
  void onlyReadingIsAnswered() throws IOException, InterruptedException {
    server.tell(Answers.of(Answers.table("orders", Answers.KNOWN)));

    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/frontiers").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/frontier").statusCode()).isEqualTo(405);
    HttpResponse<String> head = send("HEAD", "/frontier");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void saysWhereItCannotListen() {
    InetSocketAddress taken = server.address();

    assertThatThrownBy(() -> new FrontierServer(taken, GOOD_FOR, clock).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Nothing can listen at")
        .hasMessageContaining(Integer.toString(taken.getPort()));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return http.send(
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  /** Stands still until it is set. */
  private static final class SetClock extends Clock {

    private volatile Instant now = Answers.NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
