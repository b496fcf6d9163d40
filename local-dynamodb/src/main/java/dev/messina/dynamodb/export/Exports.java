package dev.messina.dynamodb.export;

import static dev.messina.dynamodb.error.ErrorType.EXPORT_CONFLICT;
import static dev.messina.dynamodb.error.ErrorType.EXPORT_NOT_FOUND;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.stream.KeyJson;
import dev.messina.dynamodb.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** All exports of the server, and the tables whose changes are kept for them. */
public final class Exports implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofHours(8);

  private final ServerClock clock;
  private final Map<UUID, Journal> journals = new ConcurrentHashMap<>();
  private final NavigableMap<String, Export> byArn = new ConcurrentSkipListMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "local-dynamodb-exports");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Path folder;

  public Exports(ServerClock clock) {
    this.clock = clock;
  }

  /** From now on exports go there, each bucket a folder; the first time a new temporary one. */
  public void folder(Path next) {
    folder = next;
  }

  /**
   * Where exports go.
   *
   * @throws IOException if a temporary folder cannot be made
   */
  public synchronized Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("local-dynamodb-exports");
    }
    return folder;
  }

  /** Keeps a table's changes from now on, so that it can be exported as it was. */
  public void follow(Table table) {
    table.locked(
        () ->
            journals.computeIfAbsent(
                table.identity().id(),
                id -> {
                  Journal journal = new Journal();
                  table.listen(journal::add);
                  return journal;
                }));
  }

  /**
   * Begins an export, or finds the one that the same request began in the last eight hours.
   *
   * @throws ApiException if another request had the same token
   */
  public synchronized Export start(Table table, ExportRequest request, Instant now) {
    Optional<Export> before =
        byArn.values().stream()
            .filter(export -> export.request().clientToken().equals(request.clientToken()))
            .filter(export -> export.started().plus(TOKEN_LIFE).isAfter(now))
            .findFirst();
    if (before.isPresent()) {
      if (!isSame(before.get().request(), request)) {
        throw new ApiException(
            EXPORT_CONFLICT, "There is another export with the same client token");
      }
      return before.get();
    }
    Export export = new Export(id(now), request, now);
    byArn.put(export.arn(), export);
    Stream<ExportLines.Line> lines = lines(table, request);
    writer.execute(() -> write(export, lines));
    return export;
  }

  /**
   * @throws ApiException if there is none
   */
  public Export get(String arn) {
    return Optional.ofNullable(byArn.get(arn))
        .orElseThrow(() -> new ApiException(EXPORT_NOT_FOUND, "Export not found: " + arn));
  }

  /** In the order of their ARNs, which is that of their beginning within a table. */
  public List<Export> all() {
    return List.copyOf(byArn.values());
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }

  /** What is exported is fixed at once; it is only written later. */
  private Stream<ExportLines.Line> lines(Table table, ExportRequest request) {
    Journal journal = journals.getOrDefault(table.identity().id(), new Journal());
    if (request.window().isPresent()) {
      ExportRequest.Window window = request.window().get();
      return ExportLines.incremental(
          journal.between(window.from(), window.to()),
          new KeyJson(table.keySchema()),
          window.withOldImages());
    }
    NavigableMap<ItemKey, Item> items =
        table.locked(
            () -> journal.before(request.time().plusNanos(1), new TreeMap<>(table.items())));
    return ExportLines.full(items.values());
  }

  private void write(Export export, Stream<ExportLines.Line> lines) {
    try {
      export.end(new ExportFolder(folder(), export).write(lines, clock::now));
    } catch (IOException | RuntimeException e) {
      export.end(new Export.Result(clock.now(), 0, 0, "", Optional.of(String.valueOf(e))));
    }
  }

  /** A request without a time asks for another one each time, and is the same all the same. */
  private static boolean isSame(ExportRequest one, ExportRequest two) {
    return one.tableArn().equals(two.tableArn())
        && one.window().equals(two.window())
        && one.filter().equals(two.filter())
        && one.destination().equals(two.destination());
  }

  private static String id(Instant now) {
    return String.format(
        Locale.ROOT, "%014d-%08x", now.toEpochMilli(), ThreadLocalRandom.current().nextInt());
  }
}
