package dev.messina.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends a request until it is answered for good, and words the refusals. */
final class RestCalls {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Supplier<URI> worker;
  private final Duration patience;

  RestCalls(Supplier<URI> worker, Duration patience) {
    this.worker = worker;
    this.patience = patience;
  }

  JsonNode send(String method, String path, String body) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return sendOnce(method, path, body);
      } catch (ConnectRestException refused) {
        if (!refused.isPassing() || System.nanoTime() > deadline) {
          throw refused;
        }
      }
      pause();
    }
  }

  private JsonNode sendOnce(String method, String path, String body) {
    URI address = worker.get().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw new ConnectRestException(
            "Connect refused %s %s (HTTP %d): %s"
                .formatted(method, path, response.statusCode(), message(response.body())),
            response.statusCode(),
            null);
      }
      return response.body().isBlank() ? MissingNode.getInstance() : json.readTree(response.body());
    } catch (IOException noAnswer) {
      throw new ConnectRestException(
          "Connect at %s does not answer (%s). Start a worker there, or name one that is up."
              .formatted(worker.get(), reason(noAnswer)),
          0,
          noAnswer);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /** Connect's own message in one line, without its advice to ask another endpoint. */
  private String message(String body) {
    String message;
    try {
      message = json.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException notJson) {
      message = body; // a proxy or a start page answered: its text is all there is
    }
    int advice = message.indexOf("You can also find the above list of errors");
    return (advice < 0 ? message : message.substring(0, advice))
        .strip()
        .replaceAll("\\s*\\R\\s*", " ");
  }

  /** The JDK's client leaves the message of its ConnectException out. */
  private static String reason(IOException noAnswer) {
    String message = noAnswer.getMessage();
    if (message == null) {
      return noAnswer instanceof ConnectException
          ? "connection refused"
          : noAnswer.getClass().getSimpleName();
    }
    return message;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static ConnectRestException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new ConnectRestException(
        "The request to Connect was interrupted; nothing more was asked.", 501, interrupted);
  }
}
