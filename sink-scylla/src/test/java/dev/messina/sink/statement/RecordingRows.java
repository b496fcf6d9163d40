package dev.messina.sink.statement;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowFields;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableRouter.Route;
import dev.messina.sink.statement.RowWriter.BoundRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Notes what is written to {@code shop.orders}, whose partition key is {@code pk}; a test decides
 * how each request ends, at once or later.
 */
public final class RecordingRows implements RowWriter {

  public static final TableName TABLE = new TableName("shop", "orders");

  private final List<List<BoundRow>> requests = new ArrayList<>();
  private Function<BoundRow, Set<UUID>> replicas = row -> Set.of();
  private Consumer<RowMutation> binding = mutation -> {};
  private Function<List<BoundRow>, CompletionStage<?>> answers =
      rows -> CompletableFuture.completedFuture(null);

  @Override
  public List<BoundRow> bind(Route route, RowMutation mutation) {
    binding.accept(mutation);
    List<BoundRow> rows = new ArrayList<>();
    rows.add(row(mutation, mutation.coordinates()));
    if (mutation instanceof RowMutation.Replace replace && replace.left() != null) {
      rows.add(row(replace.left(), mutation.coordinates()));
    }
    return rows;
  }

  private static BoundRow row(RowMutation mutation, RecordCoordinates coordinates) {
    ByteBuffer key = StandardCharsets.UTF_8.encode(String.valueOf(field(mutation.key(), "pk")));
    return new BoundRow(TABLE, List.of(), key, key.remaining(), 1, coordinates);
  }

  private static Object field(RowFields fields, String wanted) {
    Object[] found = {null};
    fields.forEach(
        (name, value) -> {
          if (name.equals(wanted)) {
            found[0] = value;
          }
        });
    return found[0];
  }

  @Override
  public synchronized CompletionStage<?> execute(List<BoundRow> rows) {
    requests.add(List.copyOf(rows));
    return answers.apply(rows);
  }

  @Override
  public Set<UUID> replicas(BoundRow row) {
    return replicas.apply(row);
  }

  @Override
  public long unknownColumnsIgnored() {
    return 0;
  }

  /** From now on rows are kept there. */
  public synchronized void replicas(Function<BoundRow, Set<UUID>> newReplicas) {
    replicas = newReplicas;
  }

  /** From now on this is asked before a mutation is bound, and may throw. */
  public synchronized void binding(Consumer<RowMutation> newBinding) {
    binding = newBinding;
  }

  /** From now on requests are answered so. */
  public synchronized void answer(Function<List<BoundRow>, CompletionStage<?>> newAnswers) {
    answers = newAnswers;
  }

  /** The offsets of what was written, repeats included, in the order in which it was. */
  public synchronized List<Long> offsets() {
    return requests.stream().flatMap(List::stream).map(row -> row.coordinates().offset()).toList();
  }

  /** The offsets of each request, in the order in which they were sent. */
  public synchronized List<List<Long>> requests() {
    return requests.stream()
        .map(request -> request.stream().map(row -> row.coordinates().offset()).toList())
        .toList();
  }
}
