package dev.messina.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A call of DynamoDB with the JSON that {@code aws dynamodb --cli-input-json} takes. */
final class DynamoDbCall {

  /** The local DynamoDB reads who asks, and does not check the signature. */
  private static final String UNSIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=none";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  DynamoDbCall(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * @param operation such as {@code PutItem}
   * @return the answer's JSON
   * @throws IllegalStateException if it is refused
   */
  String send(String operation, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Authorization", UNSIGNED)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(operation + " was refused: " + answer.body());
      }
      return answer.body();
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(operation + " was interrupted", interrupted);
    }
  }
}
