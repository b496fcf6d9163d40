package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailureTextTest {

  @Test
  void anAnswerWithoutAnErrorCodeIsNotDynamoDb() {
    assertThat(FailureText.of(DynamoDbException.builder().statusCode(405).build()))
        .isEqualTo(
            "HTTP status 405 without an error code of AWS: what answers there is not DynamoDB.");
  }

  @Test
  void namesTheHostThatCannotBeResolved() {
    assertThat(
            FailureText.of(
                SdkClientException.create(
                    "See cause", new UnknownHostException("dynamodb.invalid: Name not known"))))
        .isEqualTo("the host name 'dynamodb.invalid' cannot be resolved.");
  }

  @Test
  void isNeverNull() {
    assertThat(FailureText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(FailureText.of(new IllegalStateException(null, new ConnectException("refused"))))
        .isEqualTo("ConnectException: refused");
  }
}
