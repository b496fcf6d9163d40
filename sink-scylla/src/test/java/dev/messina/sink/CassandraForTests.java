package dev.messina.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.stack.CassandraNode;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.file.Path;

/**
 * One CQL server for all integration tests of this JVM, with an empty keyspace {@code shop}. It
 * ends with the JVM, however that ends.
 */
final class CassandraForTests {

  private static final LocalStack STACK =
      LocalStack.in(Path.of("target/stack")).only(Service.CASSANDRA).cassandraSyncsFirst().start();
  private static final CqlSession SESSION = connect();

  private CassandraForTests() {}

  static CassandraNode node() {
    return STACK.cassandra();
  }

  static CqlSession session() {
    return SESSION;
  }

  private static CqlSession connect() {
    CqlSession session = SessionForTests.on(node());
    session.execute(
        "CREATE KEYSPACE shop WITH replication ="
            + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
    return session;
  }
}
