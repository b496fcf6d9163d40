package dev.messina.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.messina.stack.CassandraNode;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What tests make tables with, and read rows. */
final class SessionForTests {

  private SessionForTests() {}

  /** A statement that changes the schema waits for the driver's own view of it, by default 1 s. */
  static CqlSession on(CassandraNode node) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(node.host(), node.port()))
        .withLocalDatacenter(node.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(50))
                .build())
        .build();
  }
}
