package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Sends statements, a fixed number of them unanswered. */
final class StatementWindow {

  private final CqlSession session;
  private final int max;
  private final Semaphore room;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  StatementWindow(CqlSession session, int max) {
    this.session = session;
    this.max = max;
    this.room = new Semaphore(max);
  }

  /** Waits until there is room. */
  void send(Statement<?> statement) throws InterruptedException {
    room.acquire();
    session
        .executeAsync(statement)
        .whenComplete(
            (answer, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
              room.release();
            });
  }

  /**
   * Waits until everything is answered.
   *
   * @throws IllegalStateException if something was not written
   */
  void await() throws InterruptedException {
    room.acquire(max);
    room.release(max);
    if (failure.get() != null) {
      throw new IllegalStateException("A row was not written", failure.get());
    }
  }
}
