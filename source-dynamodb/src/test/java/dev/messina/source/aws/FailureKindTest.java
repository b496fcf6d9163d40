package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.TakenPage.ContentException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
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
        Arguments.of(skewed("InvalidSignatureException", 10), FailureKind.CLOCK),
        Arguments.of(skewed("InvalidSignatureException", -10), FailureKind.CLOCK),
        Arguments.of(skewed("SignatureDoesNotMatch", 10), FailureKind.CLOCK),
        Arguments.of(skewed("AuthFailure", 10), FailureKind.CLOCK),
        Arguments.of(service(400, "RequestExpired"), FailureKind.CLOCK),
        Arguments.of(service(400, "RequestTimeTooSkewed"), FailureKind.CLOCK),
        Arguments.of(service(400, "RequestInTheFuture"), FailureKind.CLOCK),
        Arguments.of(
            service(400, "InvalidSignatureException").toBuilder()
                .message("Signature expired: 20260101T100000Z is now earlier than ...")
                .build(),
            FailureKind.CLOCK),
        Arguments.of(skewed("InvalidSignatureException", 0), FailureKind.FATAL),
        Arguments.of(service(400, "InvalidSignatureException"), FailureKind.FATAL),
        Arguments.of(skewed("AccessDeniedException", 10), FailureKind.FATAL),
        Arguments.of(
            SdkClientException.create("unknown type", new ContentException("X")),
            FailureKind.FATAL),
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

  /** A refusal whose answer bears a date that is off by some minutes from this machine's. */
  private static DynamoDbException skewed(String code, int minutes) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(minutes));
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(code.startsWith("Access") ? 403 : 400)
            .clockSkew(Duration.ZERO)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .sdkHttpResponse(SdkHttpResponse.builder().putHeader("Date", date).build())
                    .build())
            .build();
  }
}
