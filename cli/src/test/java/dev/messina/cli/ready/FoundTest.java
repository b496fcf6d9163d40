package dev.messina.cli.ready;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.util.Set;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What does not answer is told with what would help. */
class FoundTest {

  @Test
  void anAnswerHasNoReason() {
    Found<String> found = Found.ask(() -> "yes");
    assertThat(found.value()).contains("yes");
    assertThat(found.reason()).isEmpty();
  }

  @Test
  void aFailureIsToldInOneLine() {
    assertThat(failing(new IllegalStateException("No.\nNever.")).reason()).isEqualTo("No.");
    assertThat(failing(new IllegalStateException()).reason())
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void aPermissionThatIsMissingIsNamedWithThePolicy() {
    DynamoDbException refused =
        (DynamoDbException)
            DynamoDbException.builder()
                .message(
                    "User: arn:aws:iam::1:user/m is not authorized to perform:"
                        + " dynamodb:DescribeStream on resource:"
                        + " arn:aws:dynamodb:eu-west-1:1:table/orders/stream/x because no policy")
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .errorMessage("no")
                        .build())
                .build();
    assertThat(failing(new IllegalStateException("DynamoDB does not answer.", refused)).reason())
        .isEqualTo(
            "DynamoDB does not answer. Allow it by a policy: {\"Effect\": \"Allow\", \"Action\":"
                + " \"dynamodb:DescribeStream\", \"Resource\":"
                + " \"arn:aws:dynamodb:eu-west-1:1:table/orders/stream/x\"}.");
  }

  @Test
  void aTopicThatMayNotBeReadIsNamedWithTheCommand() {
    assertThat(
            failing(
                    new IllegalStateException(
                        "Kafka does not tell it",
                        new TopicAuthorizationException(Set.of("shop.orders"))))
                .reason())
        .isEqualTo(
            "Kafka does not tell it. Allow it: kafka-acls --add --allow-principal User:NAME"
                + " --operation Read --operation DescribeConfigs --topic shop.orders");
  }

  @Test
  void aTableThatMayNotBeReadIsNamedWithTheStatement() {
    assertThat(
            failing(
                    new UnauthorizedException(
                        null,
                        "User me has no SELECT permission on <table shop.orders> or any of its"
                            + " parents"))
                .reason())
        .endsWith("Allow it: GRANT SELECT ON shop.orders TO me;");
  }

  private static Found<String> failing(RuntimeException failure) {
    return Found.ask(
        () -> {
          throw failure;
        });
  }
}
