package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ClusterUnreachableExceptionTest {

  @Test
  void waitsForACloudThatDoesNotAnswer() {
    assertThat(mayPass(new IllegalStateException("parked?", new ConnectException("refused"))))
        .isTrue();
    assertThat(mayPass(new IllegalStateException("gone?", new UnknownHostException("cloud"))))
        .isTrue();
    assertThat(mayPass(new DriverTimeoutException("no answer"))).isTrue();
  }

  @Test
  void doesNotWaitForABundleToBecomeAnother() {
    assertThat(mayPass(new IllegalStateException("Invalid config.json: missing field host")))
        .isFalse();
    assertThat(mayPass(new DriverExecutionException(new IOException("wrong password")))).isFalse();
    assertThat(mayPass(new DriverExecutionException(new SSLHandshakeException("not trusted"))))
        .isFalse();
  }

  private static boolean mayPass(RuntimeException error) {
    return ClusterUnreachableException.mayPass(error);
  }
}
