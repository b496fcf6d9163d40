package dev.messina.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.stack.LocalStack;
import java.net.URI;
import java.util.Optional;

/** {@code -Ddynamodb.endpoint=URL}: the tests use that DynamoDB and start none. */
public final class GivenDynamoDb {

  private static final Optional<URI> ENDPOINT =
      Optional.ofNullable(System.getProperty("dynamodb.endpoint")).map(URI::create);

  private GivenDynamoDb() {}

  static LocalStack.Builder in(LocalStack.Builder stack) {
    ENDPOINT.ifPresent(stack::dynamoDbAt);
    return stack;
  }

  /** The one that is given, or else this. */
  static URI or(LocalDynamoDb server) {
    return ENDPOINT.orElseGet(server::endpoint);
  }

  static boolean isGiven() {
    return ENDPOINT.isPresent();
  }

  /**
   * Skips a test that needs the control API.
   *
   * @param purpose what the test does with it
   */
  public static void skipIfGiven(String purpose) {
    assumeTrue(
        ENDPOINT.isEmpty(),
        () ->
            "Skipped: it %s, for which DynamoDB at -Ddynamodb.endpoint=%s has no control API"
                .formatted(purpose, ENDPOINT.get()));
  }
}
