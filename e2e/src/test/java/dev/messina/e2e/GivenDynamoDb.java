package dev.messina.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.messina.stack.LocalStack;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code -Ddynamodb.endpoint=URL}: the tests use that DynamoDB and start none. */
final class GivenDynamoDb {

  private static final Optional<URI> ENDPOINT =
      Optional.ofNullable(System.getProperty("dynamodb.endpoint")).map(URI::create);

  private GivenDynamoDb() {}

  static LocalStack.Builder in(LocalStack.Builder stack) {
    ENDPOINT.ifPresent(stack::dynamoDbAt);
    return stack;
  }

  /** What earlier runs have left there would be taken for what the tests write. */
  static void requireEmpty(DynamoDbClient client) {
    if (ENDPOINT.isPresent()) {
      List<String> tables = client.listTables().tableNames();
      if (!tables.isEmpty()) {
        throw new IllegalStateException(
            "DynamoDB at -Ddynamodb.endpoint=%s has tables %s; give the tests an empty one."
                .formatted(ENDPOINT.get(), tables));
      }
    }
  }

  /**
   * Skips a test that needs the control API.
   *
   * @param purpose what the test does with it
   */
  static void skipIfGiven(String purpose) {
    assumeTrue(ENDPOINT.isEmpty(), () -> reason(purpose));
  }

  /** The same for a class of tests. */
  static ConditionEvaluationResult condition(String purpose) {
    return ENDPOINT.isEmpty()
        ? ConditionEvaluationResult.enabled("DynamoDB is started for the tests")
        : ConditionEvaluationResult.disabled(reason(purpose));
  }

  private static String reason(String purpose) {
    return "Skipped: it %s, for which DynamoDB at -Ddynamodb.endpoint=%s has no control API"
        .formatted(purpose, ENDPOINT.orElseThrow());
  }
}
