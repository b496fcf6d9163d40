package dev.messina.bench.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Calls of the project's DynamoDB without an SDK: it asks for no signature.
 *
 * @param endpoint without a slash at its end
 */
public record LocalCalls(URI endpoint) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The body of the answer to an operation of tables and items. */
  String table(String operation, String request) {
    return new String(tableBytes(operation, request), StandardCharsets.UTF_8);
  }

  byte[] tableBytes(String operation, String request) {
    return post("/", "DynamoDB_20120810." + operation, request);
  }

  /** The body of the answer to an operation of streams. */
  byte[] streamBytes(String operation, String request) {
    return post("/", "DynamoDBStreams_20120810." + operation, request);
  }

  /**
   * The control API.
   *
   * @param what its path after {@code /control/}
   */
  String control(String what, String request) {
    return new String(post("/control/" + what, "", request), StandardCharsets.UTF_8);
  }

  /** The same without a body: GET or DELETE. */
  String controlWithoutBody(String method, String what) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/control/" + what))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return new String(send(request), StandardCharsets.UTF_8);
  }

  private byte[] post(String path, String target, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static byte[] send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            request.uri() + " answered " + answer.statusCode() + ": " + new String(answer.body()));
      }
      return answer.body();
    } catch (IOException noAnswer) {
      throw new IllegalStateException("No answer from " + request.uri(), noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for " + request.uri(), interrupted);
    }
  }
}
