package dev.messina.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The control API of the DynamoDB server at this endpoint: what no AWS account offers. */
record DynamoDbControl(URI endpoint) {
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  JsonNode get(String what) {
    return send("GET", what, HttpRequest.BodyPublishers.noBody());
  }

  /**
   * @throws IllegalStateException if the server refuses it, with the reason
   */
  JsonNode post(String what, Map<String, ?> request) {
    return send("POST", what, HttpRequest.BodyPublishers.ofString(json(request)));
  }

  private JsonNode send(String method, String what, HttpRequest.BodyPublisher body) {
    URI address = endpoint.resolve("/control/" + what);
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).method(method, body).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(
            method + " " + address + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException noAnswer) {
      throw new UncheckedIOException("DynamoDB does not answer at " + address, noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for " + address, interrupted);
    }
  }

  private static String json(Map<String, ?> request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (IOException impossible) {
      throw new IllegalStateException("Strings and numbers are JSON", impossible);
    }
  }
}
