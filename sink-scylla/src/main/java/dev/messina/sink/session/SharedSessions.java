package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One session for all tasks of this worker that have the same settings, whatever connector they
 * belong to. The first task opens it and the last one closes it. A session that has lost all of its
 * nodes is left to those who have it: whoever comes then opens another.
 */
public final class SharedSessions {

  private static final SharedSessions OF_WORKER = new SharedSessions(ScyllaSessions::open);

  private final Function<SessionSettings, CqlSession> opener;
  private final Map<SessionSettings, Shared> open = new HashMap<>();

  /** A session, and how many have it or wait for it. */
  private static final class Shared {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<CqlSession> opening = new CompletableFuture<>();
    private int users;

    /** Whether it was opened and none of its nodes is up any more. */
    private boolean isDead() {
      if (!opening.isDone() || opening.isCompletedExceptionally()) {
        return false;
      }
      CqlSession session = opening.join();
      return session.isClosed()
          || session.getMetadata().getNodes().values().stream()
              .noneMatch(node -> node.getState() == NodeState.UP);
    }
  }

  /** The use of a session by one task. To be closed once. */
  public final class Lease implements AutoCloseable {
    private final SessionSettings settings;
    private final Shared shared;
    private final CqlSession session;

    private Lease(SessionSettings settings, Shared shared, CqlSession session) {
      this.settings = settings;
      this.shared = shared;
      this.session = session;
    }

    public CqlSession session() {
      return session;
    }

    @Override
    public void close() {
      if (isLastToLeave(settings, shared)) {
        session.close();
      }
    }
  }

  SharedSessions(Function<SessionSettings, CqlSession> opener) {
    this.opener = opener;
  }

  public static SharedSessions ofWorker() {
    return OF_WORKER;
  }

  /**
   * Joins those who have the same settings. Blocks while the session is being opened; tasks that
   * wait for the same one see one attempt, and fail with it.
   *
   * @throws ClusterUnreachableException if no node answers
   * @throws ConnectException if the cluster refuses to be connected to
   */
  public Lease lease(SessionSettings settings) {
    Shared shared = joined(settings);
    if (shared.begun.compareAndSet(false, true)) {
      shared.opening.completeAsync(() -> opener.apply(settings), Runnable::run);
    }
    try {
      return new Lease(settings, shared, shared.opening.join());
    } catch (CompletionException e) {
      forget(settings, shared);
      throw e.getCause() instanceof RuntimeException reason
          ? reason
          : new ConnectException("Cannot connect: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private synchronized Shared joined(SessionSettings settings) {
    Shared shared =
        open.compute(
            settings, (target, known) -> known == null || known.isDead() ? new Shared() : known);
    shared.users++;
    return shared;
  }

  /** Whoever comes after a failed attempt makes one of their own. */
  private synchronized void forget(SessionSettings settings, Shared failed) {
    open.remove(settings, failed);
  }

  private synchronized boolean isLastToLeave(SessionSettings settings, Shared shared) {
    shared.users--;
    if (shared.users > 0) {
      return false;
    }
    open.remove(settings, shared);
    return true;
  }
}
