package dev.messina.cli.frontier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.http.Answer;
import dev.messina.cli.http.AnswerServer;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers HTTP with what the last look has found: status 200 where the frontier is known, 503 where
 * it is not, or where the last look is too long ago. No value of an item is in an answer.
 */
public final class FrontierServer implements AutoCloseable {

  private static final String PATH = "/frontier";
  private static final String METRICS = "/metrics";

  private final AnswerServer server;
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
    this.server = new AnswerServer(address, this::answer);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** From now on this is answered. */
  public void tell(FrontierAnswer answer) {
    last.set(answer);
  }

  private Answer answer(String path) {
    if (path.equals(PATH)) {
      return all();
    }
    if (path.startsWith(PATH + "/")) {
      String table = path.substring(PATH.length() + 1);
      return table(URLDecoder.decode(table, StandardCharsets.UTF_8));
    }
    return path.equals(METRICS)
        ? metrics()
        : Answer.error(
            Answer.NOT_FOUND, "ask for %s, %s/TABLE or %s".formatted(PATH, PATH, METRICS));
  }

  private Answer all() {
    Instant now = clock.instant();
    return good(now).map(answer -> told(answer, now)).orElseGet(() -> noLook(now));
  }

  private Answer table(String name) {
    Instant now = clock.instant();
    Optional<FrontierAnswer> good = good(now);
    if (good.isEmpty()) {
      return noLook(now);
    }
    List<TableFrontier> tables =
        good.get().tables().stream().filter(table -> table.table().equals(name)).toList();
    return tables.isEmpty()
        ? Answer.error(Answer.NOT_FOUND, "no migration here carries that table")
        : told(new FrontierAnswer(good.get().lookedAt(), tables), now);
  }

  private static Answer told(FrontierAnswer answer, Instant now) {
    int status = answer.isKnown() ? Answer.OK : Answer.UNAVAILABLE;
    return Answer.json(status, FrontierForms.json(answer, now));
  }

  /** Before the first look there is nothing to tell, and nobody takes that for well. */
  private Answer metrics() {
    Instant now = clock.instant();
    FrontierAnswer answer = last.get();
    return answer == null
        ? noLook(now)
        : Answer.metrics(FrontierMetrics.text(answer, good(now).isPresent(), now));
  }

  private Optional<FrontierAnswer> good(Instant now) {
    return Optional.ofNullable(last.get())
        .filter(answer -> !answer.lookedAt().plus(goodFor).isBefore(now));
  }

  /** What is told where there is no look that counts. */
  private Answer noLook(Instant now) {
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
    return Answer.json(Answer.UNAVAILABLE, json);
  }

  @Override
  public void close() {
    server.close();
  }
}
