package dev.messina.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.verification.frontier.Frontier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The frontier as {@code messina frontier --serve} tells it over HTTP. An answer, good or bad, is
 * kept for a time; a service that cannot be asked makes the frontier unknown. Thread-safe.
 */
public final class FrontierUrl implements Frontier {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final Duration kept;
  private final Clock clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Instant askedAgain = Instant.MIN;
  private Reading last = new Unknown("It was not asked for yet");

  /**
   * @param url such as {@code http://localhost:8090/frontier/orders}
   * @param kept for how long an answer is given again; the service itself looks every five seconds
   *     unless told otherwise
   */
  public FrontierUrl(URI url, Duration kept) {
    this(url, kept, Clock.systemUTC());
  }

  FrontierUrl(URI url, Duration kept, Clock clock) {
    this.url = url;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public synchronized Reading read() {
    if (!clock.instant().isBefore(askedAgain)) {
      last = ask();
      askedAgain = clock.instant().plus(kept);
    }
    return last;
  }

  private Reading ask() {
    try {
      var answer =
          client.send(
              HttpRequest.newBuilder(url).timeout(PATIENCE).build(), BodyHandlers.ofString());
      return answer.statusCode() == OK || answer.statusCode() == UNAVAILABLE
          ? reading(JSON.readTree(answer.body()), answer.statusCode())
          : new Unknown("%s answers with status %d".formatted(url, answer.statusCode()));
    } catch (JsonProcessingException noJson) {
      return new Unknown(url + " does not answer in JSON");
    } catch (IOException silent) {
      return new Unknown(
          "%s does not answer (%s)".formatted(url, silent.getClass().getSimpleName()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Unknown("Asking " + url + " was interrupted");
    }
  }

  private Reading reading(JsonNode answer, int status) {
    String state = answer.path("state").asText("none");
    if (state.equals("known") && status == OK) {
      return known(answer.path("frontier").asText());
    }
    List<String> reasons = new ArrayList<>();
    answer.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    answer
        .path("tables")
        .forEach(table -> table.path("reasons").forEach(reason -> reasons.add(reason.asText())));
    if (reasons.isEmpty()) {
      reasons.add("%s tells the state %s, and no reason".formatted(url, state));
    }
    return state.equals("not_yet") ? new NotYet(reasons) : new Unknown(reasons);
  }

  private Reading known(String until) {
    try {
      return new Known(Instant.parse(until), "told by " + url);
    } catch (DateTimeParseException noTime) {
      return new Unknown(url + " tells a frontier that is no time");
    }
  }
}
