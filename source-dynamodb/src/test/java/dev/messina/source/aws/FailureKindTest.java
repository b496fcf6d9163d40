package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

class FailureKindTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(ExpiredIteratorException.builder().build(), FailureKind.EXPIRED_ITERATOR),
        Arguments.of(TrimmedDataAccessException.builder().build(), FailureKind.TRIMMED),
        Arguments.of(ResourceNotFoundException.builder().build(), FailureKind.GONE),
        Arguments.of(LimitExceededException.builder().build(), FailureKind.THROTTLED),
        Arguments.of(
            ProvisionedThroughputExceededException.builder().build(), FailureKind.THROTTLED),
        Arguments.of(InternalServerErrorException.builder().build(), FailureKind.TRANSIENT),
        Arguments.of(service(503, "ServiceUnavailable"), FailureKind.TRANSIENT),
        Arguments.of(service(400, "ThrottlingException"), FailureKind.THROTTLED),
        Arguments.of(ApiCallTimeoutException.create(1), FailureKind.TRANSIENT),
        Arguments.of(
            SdkClientException.create("cut", new IOException("reset")), FailureKind.TRANSIENT),
        Arguments.of(service(400, "ExpiredTokenException"), FailureKind.CREDENTIALS),
        Arguments.of(service(400, "AccessDeniedException"), FailureKind.FATAL),
        Arguments.of(service(400, "ValidationException"), FailureKind.FATAL),
        Arguments.of(SdkClientException.create("no credentials"), FailureKind.FATAL),
        Arguments.of(new IllegalStateException("unknown"), FailureKind.FATAL));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void decidesWhatAFailureCallsFor(Exception failure, FailureKind kind) {
    assertThat(FailureKind.of(failure)).isEqualTo(kind);
  }

  private static DynamoDbException service(int status, String code) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
