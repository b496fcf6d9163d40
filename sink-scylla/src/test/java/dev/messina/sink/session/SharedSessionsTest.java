package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class SharedSessionsTest {

  private final List<CqlSession> opened = new ArrayList<>();
  private final List<CqlSession> closed = new ArrayList<>();
  private final Map<CqlSession, List<NodeState>> states = new HashMap<>();
  private final SharedSessions sessions = new SharedSessions(settings -> open());

  @Test
  void tasksWithTheSameSettingsShareOneUntilTheLastLeaves() {
    SharedSessions.Lease first = sessions.lease(settings(Map.of()));
    SharedSessions.Lease second = sessions.lease(settings(Map.of()));
    assertThat(second.session()).isSameAs(first.session());
    first.close();
    assertThat(closed).isEmpty();
    second.close();
    assertThat(closed).hasSize(1);
    assertThat(opened).hasSize(1);
  }

  @Test
  void aTaskThatComesAfterTheLastHasLeftOpensAnew() {
    sessions.lease(settings(Map.of())).close();
    SharedSessions.Lease later = sessions.lease(settings(Map.of()));
    assertThat(opened).hasSize(2);
    later.close();
    assertThat(closed).containsExactlyElementsOf(opened);
  }

  @Test
  void anyOtherSettingMeansAnotherSession() {
    List<Map<String, String>> others =
        List.of(
            Map.of("scylladb.contact.points", "node2:9042"),
            Map.of("scylladb.local.datacenter", "dc2"),
            Map.of("scylladb.local.rack", "r1"),
            Map.of("scylladb.username", "other"),
            Map.of("scylladb.password", "other"),
            Map.of("scylladb.consistency.level", "ONE"),
            Map.of("scylladb.request.timeout.ms", "500"),
            Map.of("scylladb.ssl.enabled", "true"),
            Map.of("scylladb.ssl.truststore.password", "other"),
            Map.of("scylladb.driver.advanced.connection.pool.local.size", "2"));
    List<CqlSession> all =
        Stream.concat(Stream.of(Map.<String, String>of()), others.stream())
            .map(changed -> sessions.lease(settings(changed)).session())
            .toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(others.size() + 1);
  }

  @Test
  void whoComesToASessionThatHasLostAllOfItsNodesGetsAnother() {
    SharedSessions.Lease idle = sessions.lease(settings(Map.of()));
    SharedSessions.Lease failing = sessions.lease(settings(Map.of()));
    nodes(opened.get(0), NodeState.DOWN, NodeState.FORCED_DOWN);
    failing.close();
    SharedSessions.Lease restarted = sessions.lease(settings(Map.of()));
    assertThat(restarted.session()).isNotSameAs(idle.session());
    SharedSessions.Lease next = sessions.lease(settings(Map.of()));
    assertThat(next.session()).as("joins the new one").isSameAs(restarted.session());
    idle.close();
    assertThat(closed).as("by the last of those who had it").containsExactly(opened.get(0));
    restarted.close();
    next.close();
    assertThat(closed).containsExactlyElementsOf(opened);
  }

  @Test
  void oneNodeThatIsUpIsEnoughToShareASession() {
    SharedSessions.Lease first = sessions.lease(settings(Map.of()));
    nodes(opened.get(0), NodeState.DOWN, NodeState.UP, NodeState.UNKNOWN);
    assertThat(sessions.lease(settings(Map.of())).session()).isSameAs(first.session());
  }

  @Test
  void aSessionThatSomebodyHasClosedIsNotShared() {
    SharedSessions.Lease first = sessions.lease(settings(Map.of()));
    first.session().close();
    assertThat(sessions.lease(settings(Map.of())).session()).isNotSameAs(first.session());
  }

  @Test
  void afterAFailedAttemptTheNextOneIsMadeAnew() {
    List<RuntimeException> failures =
        new ArrayList<>(List.of(new ClusterUnreachableException("down", null)));
    SharedSessions unlucky =
        new SharedSessions(
            settings -> {
              if (!failures.isEmpty()) {
                throw failures.remove(0);
              }
              return open();
            });
    assertThatThrownBy(() -> unlucky.lease(settings(Map.of())))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessage("down");
    unlucky.lease(settings(Map.of())).close();
    assertThat(closed).hasSize(1);
  }

  @Test
  void thoseWhoWaitTogetherSeeOneAttempt() throws InterruptedException, ExecutionException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    SharedSessions slow =
        new SharedSessions(
            settings -> {
              asked.countDown();
              await(answered);
              return open();
            });
    CompletableFuture<SharedSessions.Lease> first = leasing(slow);
    asked.await();
    CompletableFuture<SharedSessions.Lease> second = leasing(slow);
    answered.countDown();
    assertThat(second.get().session()).isSameAs(first.get().session());
    assertThat(opened).hasSize(1);
  }

  @Test
  void settingsNeverSayTheirPasswords() {
    SessionSettings settings =
        settings(
            Map.of(
                "scylladb.password", "secret-1",
                "scylladb.ssl.truststore.password", "secret-2",
                "scylladb.ssl.keystore.password", "secret-3",
                "scylladb.ssl.key.password", "secret-4"));
    assertThat(settings.toString()).doesNotContain("secret");
  }

  private static CompletableFuture<SharedSessions.Lease> leasing(SharedSessions sessions) {
    return CompletableFuture.supplyAsync(() -> sessions.lease(settings(Map.of())));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SessionSettings settings(Map<String, String> changed) {
    Map<String, String> options = new HashMap<>();
    options.put("scylladb.contact.points", "node1:9042");
    options.put("scylladb.local.datacenter", "dc1");
    options.putAll(changed);
    return SessionSettings.of(
        new AbstractConfig(SessionSettings.define(new ConfigDef()), options, false));
  }

  /** A session that can be told from others and closed. */
  private CqlSession open() {
    Function<Object, Object> close =
        session -> {
          closed.add((CqlSession) session);
          return null;
        };
    CqlSession session =
        (CqlSession)
            Proxy.newProxyInstance(
                CqlSession.class.getClassLoader(),
                new Class<?>[] {CqlSession.class},
                (self, method, arguments) ->
                    switch (method.getName()) {
                      case "close" -> close.apply(self);
                      case "equals" -> self == arguments[0];
                      case "hashCode" -> System.identityHashCode(self);
                      case "isClosed" -> closed.contains(self);
                      case "getMetadata" -> metadata(states.get(self));
                      default -> "a session";
                    });
    opened.add(session);
    nodes(session, NodeState.UP);
    return session;
  }

  private void nodes(CqlSession session, NodeState... nodeStates) {
    states.put(session, List.of(nodeStates));
  }

  private static Metadata metadata(List<NodeState> nodeStates) {
    Map<UUID, Node> nodes = new HashMap<>();
    nodeStates.forEach(state -> nodes.put(UUID.randomUUID(), answering(Node.class, state)));
    return answering(Metadata.class, nodes);
  }

  /** Of which nothing is asked but this. */
  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
  }
}
