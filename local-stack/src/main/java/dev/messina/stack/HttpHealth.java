package dev.messina.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Healthy when each address answers over HTTP. */
final class HttpHealth implements HealthCheck {
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final List<URI> addresses;
  private final boolean anyStatus;

  private HttpHealth(List<URI> addresses, boolean anyStatus) {
    this.addresses = addresses;
    this.anyStatus = anyStatus;
  }

  /** Any status will do: DynamoDB refuses an unsigned request, and that is an answer. */
  static HttpHealth anyAnswer(URI address) {
    return new HttpHealth(List.of(address), true);
  }

  /** Every address has to answer 200. */
  static HttpHealth success(URI... addresses) {
    return new HttpHealth(List.of(addresses), false);
  }

  @Override
  public void check() throws IOException, InterruptedException {
    for (URI address : addresses) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      int status = CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (!anyStatus && status != OK) {
        throw new IOException("GET " + address + " answered " + status);
      }
    }
  }
}
