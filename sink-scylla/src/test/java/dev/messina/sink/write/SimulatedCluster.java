package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.statement.RowWriter.BoundRow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * A cluster that answers when it is told to, and the repeats that wait. It knows which rows it has
 * taken. For one thread.
 */
final class SimulatedCluster implements RetryScheduler {

  enum Answer {
    TAKEN,
    NOT_NOW,
    MAYBE_THE_ROW
  }

  private record Request(List<BoundRow> rows, CompletableFuture<Void> answer) {}

  private final Predicate<RecordCoordinates> poisonous;
  private final List<Request> requests = new ArrayList<>();
  private final List<Runnable> repeats = new ArrayList<>();
  private final Map<RecordCoordinates, Set<ByteBuffer>> taken = new HashMap<>();

  /**
   * @param poisonous whose rows are never taken
   */
  SimulatedCluster(Predicate<RecordCoordinates> poisonous) {
    this.poisonous = poisonous;
  }

  CompletionStage<?> send(List<BoundRow> rows) {
    Request request = new Request(rows, new CompletableFuture<>());
    requests.add(request);
    return request.answer();
  }

  @Override
  public boolean later(Duration wait, Runnable work) {
    repeats.add(work);
    return true;
  }

  int requestsUnderWay() {
    return requests.size();
  }

  boolean isIdle() {
    return requests.isEmpty() && repeats.isEmpty();
  }

  /** Answers one of the requests under way, whichever the number comes down to. */
  void answer(int number, Answer answer) {
    if (requests.isEmpty()) {
      return;
    }
    Request request = requests.remove(Math.floorMod(number, requests.size()));
    if (answer == Answer.NOT_NOW) {
      request.answer().completeExceptionally(new DriverTimeoutException("no answer"));
    } else if (answer == Answer.MAYBE_THE_ROW || isPoisonous(request)) {
      request.answer().completeExceptionally(new ServerError(null, "refused"));
    } else {
      request.rows().forEach(this::take);
      request.answer().complete(null);
    }
  }

  void repeat(int number) {
    if (!repeats.isEmpty()) {
      repeats.remove(Math.floorMod(number, repeats.size())).run();
    }
  }

  /** How many rows of the record it has, in how many partitions. */
  int rowsTaken(RecordCoordinates where) {
    return taken.getOrDefault(where, Set.of()).size();
  }

  private boolean isPoisonous(Request request) {
    return request.rows().stream().anyMatch(row -> poisonous.test(row.coordinates()));
  }

  private void take(BoundRow row) {
    taken.computeIfAbsent(row.coordinates(), unseen -> new HashSet<>()).add(row.partitionKey());
  }
}
