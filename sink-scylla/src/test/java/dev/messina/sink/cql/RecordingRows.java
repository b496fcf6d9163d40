package dev.messina.sink.cql;

import dev.messina.sink.mutation.RowMutation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Notes what is written; a test decides how each write ends, at once or later. */
public final class RecordingRows implements RowWrites {

  private final List<RowMutation> mutations = new ArrayList<>();
  private Function<RowMutation, CompletionStage<?>> answers =
      mutation -> CompletableFuture.completedFuture(null);

  @Override
  public synchronized CompletionStage<?> write(RowMutation mutation) {
    mutations.add(mutation);
    return answers.apply(mutation);
  }

  /** From now on writes are answered so. */
  public synchronized void answer(Function<RowMutation, CompletionStage<?>> newAnswers) {
    answers = newAnswers;
  }

  /** The offsets of what was written, repeats included, in the order in which it was. */
  public synchronized List<Long> offsets() {
    return mutations.stream().map(mutation -> mutation.coordinates().offset()).toList();
  }
}
