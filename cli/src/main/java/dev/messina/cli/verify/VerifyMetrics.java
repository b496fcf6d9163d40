package dev.messina.cli.verify;

import dev.messina.cli.http.Answer;
import dev.messina.cli.http.AnswerServer;
import dev.messina.cli.http.Gauges;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Report;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a verification stands, for Prometheus at {@code /metrics}. docs/observability.md has the
 * names. No value of an item is in an answer.
 */
public final class VerifyMetrics implements Progress {

  private static final String PATH = "/metrics";
  private static final double MILLIS_PER_SECOND = 1_000;

  private final String source;
  private final String sink;
  private final Clock clock;
  private volatile Optional<String> table = Optional.empty();
  private volatile Optional<Generation> last = Optional.empty();

  /**
   * @param source name of the connector
   * @param sink name of the connector
   */
  public VerifyMetrics(String source, String sink, Clock clock) {
    this.source = source;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Answers from now on, until it is closed: 503 until it is known what is verified.
   *
   * @throws java.io.UncheckedIOException if nothing can listen there
   */
  public AnswerServer serve(InetSocketAddress address) {
    return new AnswerServer(address, this::answer);
  }

  /** The connectors were read, and this is the table. */
  public void begins(String name) {
    table = Optional.of(name);
  }

  @Override
  public void phase(String words) {
    // A pass has no metrics: it ends, and tells how long that will take.
  }

  @Override
  public void reached(long done, long expected) {
    // See phase.
  }

  @Override
  public void generation(Generation ended) {
    last = Optional.of(ended);
  }

  private Answer answer(String path) {
    if (!path.equals(PATH)) {
      return Answer.error(Answer.NOT_FOUND, "ask for " + PATH);
    }
    return table
        .map(name -> Answer.metrics(text(name)))
        .orElseGet(() -> Answer.error(Answer.UNAVAILABLE, "the connectors are not read yet"));
  }

  private String text(String name) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("source", source);
    labels.put("sink", sink);
    labels.put("table", name);
    Optional<Generation> stands = last;
    Gauges gauges = new Gauges();
    verdict(gauges, labels, stands);
    gauges.metric("messina_verify_generations", "How many generations have ended.");
    gauges.value("messina_verify_generations", labels, stands.map(Generation::number).orElse(0));
    stands.ifPresent(generation -> generation(gauges, labels, generation));
    return gauges.toString();
  }

  private static void verdict(
      Gauges gauges, Map<String, String> labels, Optional<Generation> stands) {
    Report.Verdict now = stands.map(Generation::verdict).orElse(Report.Verdict.UNKNOWN);
    gauges.metric("messina_verify_verdict", "1 for the verdict as it stands, 0 for the others.");
    for (Report.Verdict verdict : Report.Verdict.values()) {
      Map<String, String> own = new LinkedHashMap<>(labels);
      own.put("verdict", ReportForms.word(verdict));
      gauges.value("messina_verify_verdict", own, verdict == now ? 1 : 0);
    }
  }

  private void generation(Gauges gauges, Map<String, String> labels, Generation generation) {
    String age = "messina_verify_generation_age_seconds";
    gauges.metric(age, "How long ago the last generation ended.");
    gauges.value(age, labels, secondsSince(generation.at()));
    String frontier = "messina_verify_frontier_age_seconds";
    gauges.metric(frontier, "How long ago the verified frontier is; absent where it is unknown.");
    generation
        .verifiedUntil()
        .ifPresent(until -> gauges.value(frontier, labels, secondsSince(until)));
    String open = "messina_verify_open_differences";
    gauges.metric(open, "Differences that are open; those that may be lag are among them.");
    gauges.value(open, labels, generation.open().all());
    String settled = "messina_verify_settled_differences";
    gauges.metric(settled, "Open differences that count, since the frontier has passed them.");
    gauges.value(settled, labels, generation.open().settled());
    String oldest = "messina_verify_oldest_difference_age_seconds";
    gauges.metric(oldest, "How long the oldest difference is open; 0 without any.");
    gauges.value(oldest, labels, generation.open().oldest().map(this::secondsSince).orElse(0.0));
  }

  private double secondsSince(Instant time) {
    return Duration.between(time, clock.instant()).toMillis() / MILLIS_PER_SECOND;
  }
}
