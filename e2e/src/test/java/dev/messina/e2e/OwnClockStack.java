package dev.messina.e2e;

import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The shared stack with a DynamoDB that belongs to one class of tests, so that its clock can jump
 * and run fast. Broker, workers and CQL server keep the real time.
 */
public final class OwnClockStack extends SharedStack implements ExecutionCondition {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(OwnClockStack.class);

  /**
   * Kafka refuses records that lie an hour ahead of its own clock. The tests of one class together
   * let less than this pass.
   */
  private static final Duration BEHIND = Duration.ofDays(20);

  /** Ends with the class of tests. */
  private record OwnDynamoDb(LocalStack stack, DynamoDbClient client) implements AutoCloseable {

    static OwnDynamoDb start() {
      LocalStack stack =
          LocalStack.in(ForkFolder.named("own-clock")).only(Service.DYNAMODB).start();
      stack.dynamoDb().clock().set(Instant.now().minus(BEHIND));
      return new OwnDynamoDb(stack, LocalClients.dynamoDb(stack.dynamoDb().endpoint()));
    }

    @Override
    public void close() {
      client.close();
      stack.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return GivenDynamoDb.condition("moves the clock");
  }

  @Override
  Services services(ExtensionContext context) {
    OwnDynamoDb own =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                OwnDynamoDb.class, type -> OwnDynamoDb.start(), OwnDynamoDb.class);
    return super.services(context).on(own.stack().dynamoDb(), own.client());
  }
}
