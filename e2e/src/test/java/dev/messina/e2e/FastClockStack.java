package dev.messina.e2e;

import dev.messina.stack.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The same stack, but DynamoDB's clock runs 300 times as fast as everybody else's: a shard ends
 * every 48 seconds, a record is trimmed after 288 and an iterator expires after three. The clock
 * can be made to jump as well. Without libfaketime the tests are skipped.
 */
public final class FastClockStack extends SharedStack implements ExecutionCondition {

  static final int SPEED = 300;

  /**
   * Kafka refuses records that lie an hour ahead of its own clock. All fault tests together let
   * less than this pass.
   */
  private static final Duration BEHIND = Duration.ofDays(20);

  public FastClockStack() {
    super("fast-clock-stack", stack -> stack.dynamoDbTime(new FakeTime(BEHIND, SPEED)));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return FakeTime.isAvailable()
        ? ConditionEvaluationResult.enabled("libfaketime is installed")
        : ConditionEvaluationResult.disabled(
            "libfaketime is not installed, so no clock can be faked: apt-get install faketime");
  }
}
