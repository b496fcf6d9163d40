package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.http.AnswerServer;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifyMetricsTest {

  private static final String LABELS = "{source=\"from\",sink=\"to\",table=\"or\\\"ders\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final VerifyMetrics metrics =
      new VerifyMetrics("from", "to", Clock.fixed(Reports.END, ZoneOffset.UTC));
  private final AnswerServer server =
      metrics.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nothingIsToldBeforeTheTableIsKnown() throws IOException, InterruptedException {
    assertThat(get("/metrics").statusCode()).isEqualTo(503);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void duringThePassTheVerdictIsUnknown() throws IOException, InterruptedException {
    metrics.begins("or\"ders");
    metrics.phase("items");
    metrics.reached(10, 100);

    assertThat(told())
        .containsExactly(
            "messina_verify_verdict" + LABELS + ",verdict=\"verified\"} 0.0",
            "messina_verify_verdict" + LABELS + ",verdict=\"differences\"} 0.0",
            "messina_verify_verdict" + LABELS + ",verdict=\"unknown\"} 1.0",
            "messina_verify_generations" + LABELS + "} 0.0");
  }

  @Test
  void tellsHowTheLastGenerationStands() throws IOException, InterruptedException {
    metrics.begins("or\"ders");
    metrics.generation(generation(Report.Verdict.UNKNOWN, false, 0));
    metrics.generation(generation(Report.Verdict.DIFFERENCES, true, 3));

    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(told())
        .containsExactly(
            "messina_verify_verdict" + LABELS + ",verdict=\"verified\"} 0.0",
            "messina_verify_verdict" + LABELS + ",verdict=\"differences\"} 1.0",
            "messina_verify_verdict" + LABELS + ",verdict=\"unknown\"} 0.0",
            "messina_verify_generations" + LABELS + "} 7.0",
            "messina_verify_generation_age_seconds" + LABELS + "} 1.5",
            "messina_verify_frontier_age_seconds" + LABELS + "} 9.5",
            "messina_verify_open_differences" + LABELS + "} 3.0",
            "messina_verify_settled_differences" + LABELS + "} 2.0",
            "messina_verify_oldest_difference_age_seconds" + LABELS + "} 61.5");
  }

  @Test
  void anUnknownFrontierHasNoAge() throws IOException, InterruptedException {
    metrics.begins("or\"ders");
    metrics.generation(generation(Report.Verdict.UNKNOWN, false, 0));

    assertThat(told())
        .noneMatch(line -> line.startsWith("messina_verify_frontier_age_seconds{"))
        .contains("messina_verify_oldest_difference_age_seconds" + LABELS + "} 0.0");
  }

  private static Generation generation(Report.Verdict verdict, boolean known, int open) {
    return new Generation(
        7,
        Reports.END.minusMillis(1_500),
        verdict,
        Optional.of(Reports.END.minusMillis(9_500)).filter(any -> known),
        new Generation.Open(
            open,
            Math.max(0, open - 1),
            Optional.of(Reports.END.minusMillis(61_500)).filter(any -> open > 0)),
        10,
        Duration.ZERO);
  }

  private List<String> told() throws IOException, InterruptedException {
    return get("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
