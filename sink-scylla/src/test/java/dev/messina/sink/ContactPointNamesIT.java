package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.messina.sink.proxy.SlowLine;
import dev.messina.sink.session.NamedSessions;
import dev.messina.stack.CassandraNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A contact point is a name, and what it stands for may change. */
class ContactPointNamesIT {

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final String HOST = "nodes.of.this.test";

  private volatile List<String> addresses = List.of("127.0.0.1", "127.0.0.2");

  @Test
  void aNameWhoseFirstAddressIsDeadConnects() {
    try (SlowLine line = lineAt("127.0.0.2", 0);
        CqlSession session = open(port(line))) {
      assertThat(session.execute("SELECT key FROM system.local").one()).isNotNull();
    }
  }

  @Test
  void aNodeThatComesBackUnderAnotherAddressIsFoundByItsName() {
    addresses = List.of("127.0.0.2");
    SlowLine before = lineAt("127.0.0.2", 0);
    int port = port(before);
    try (CqlSession session = open(port)) {
      before.close();
      addresses = List.of("127.0.0.3");
      try (SlowLine after = lineAt("127.0.0.3", port)) {
        assertThat(after.address()).endsWith(":" + port);
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(DriverException.class)
            .untilAsserted(
                () ->
                    assertThat(session.execute("SELECT key FROM system.local").one()).isNotNull());
      }
    }
  }

  private CqlSession open(int port) {
    return NamedSessions.open(
        Map.of(
            "scylladb.contact.points",
            HOST + ":" + port,
            "scylladb.local.datacenter",
            NODE.localDatacenter()),
        HOST,
        () -> addresses);
  }

  private static SlowLine lineAt(String address, int port) {
    return SlowLine.from(new InetSocketAddress(address, port), NODE.host(), NODE.port());
  }

  private static int port(SlowLine line) {
    String address = line.address();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }
}
