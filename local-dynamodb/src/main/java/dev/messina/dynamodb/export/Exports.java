package dev.messina.dynamodb.export;

import static dev.messina.dynamodb.error.ErrorType.EXPORT_CONFLICT;
import static dev.messina.dynamodb.error.ErrorType.EXPORT_NOT_FOUND;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.Table;
import java.io.IOException;
import java.net.URI;
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
  private volatile ObjectStore store;

  public Exports(ServerClock clock) {
    this.clock = clock;
  }

  /** From now on exports go to a folder that stands for S3, each bucket a folder in it. */
  public void folder(Path next) {
    store = new FolderStore(next);
  }

  /** From now on exports go to an S3 server. */
  public void s3(URI endpoint) {
    store = new S3Store(endpoint);
  }

  /**
   * Where exports go: to a new temporary folder, unless something else was said.
   *
   * @throws IOException if that cannot be made
   */
  public synchronized ObjectStore store() throws IOException {
    if (store == null) {
      store = new FolderStore(Files.createTempDirectory("local-dynamodb-exports"));
    }
    return store;
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
    ExportLines lines =
        new ExportLines(
            switch (request.format()) {
              case DYNAMODB_JSON -> new JsonLines(table.keySchema());
              case ION -> new IonLines(table.keySchema());
            });
    if (request.window().isPresent()) {
      ExportRequest.Window window = request.window().get();
      return lines.incremental(journal.between(window.from(), window.to()), window.withOldImages());
    }
    NavigableMap<ItemKey, Item> items =
        table.locked(
            () -> journal.before(request.time().plusNanos(1), new TreeMap<>(table.items())));
    return lines.full(items.values());
  }

  private void write(Export export, Stream<ExportLines.Line> lines) {
    try (ExportBucket bucket = store().open(export.request().destination())) {
      export.end(new ExportWriter(bucket, export).write(lines, clock::now));
    } catch (ExportFailedException e) {
      export.end(Export.Result.failed(clock.now(), e.code(), e.getMessage()));
    } catch (IOException | RuntimeException e) {
      export.end(Export.Result.failed(clock.now(), "UNKNOWN", String.valueOf(e)));
    }
  }

  /** A request without a time asks for another one each time, and is the same all the same. */
  private static boolean isSame(ExportRequest one, ExportRequest two) {
    return one.tableArn().equals(two.tableArn())
        && one.window().equals(two.window())
        && one.filter().equals(two.filter())
        && one.format() == two.format()
        && one.destination().equals(two.destination());
  }

  private static String id(Instant now) {
    return String.format(
        Locale.ROOT, "%014d-%08x", now.toEpochMilli(), ThreadLocalRandom.current().nextInt());
  }
}
