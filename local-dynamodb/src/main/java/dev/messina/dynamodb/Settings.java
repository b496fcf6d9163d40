package dev.messina.dynamodb;

import dev.messina.dynamodb.stream.StreamSettings;
import dev.messina.dynamodb.table.TableTiming;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server starts.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param timing of tables and reads
 * @param streams how all streams behave
 * @param limitsCapacity whether tables are throttled at the capacity that they would have on AWS
 * @param exports where exports go
 */
public record Settings(
    String host,
    int port,
    TableTiming timing,
    StreamSettings streams,
    boolean limitsCapacity,
    ExportPlace exports) {

  /**
   * Where exports go.
   *
   * @param folder stands for S3, each bucket a folder in it; empty takes a new temporary one
   * @param s3 the endpoint of an S3 server, in the place of the folder
   */
  public record ExportPlace(Optional<Path> folder, Optional<URI> s3) {

    public static final ExportPlace TEMPORARY = new ExportPlace(Optional.empty(), Optional.empty());

    public ExportPlace folder(Path next) {
      return new ExportPlace(Optional.of(next), Optional.empty());
    }

    public ExportPlace s3(URI next) {
      return new ExportPlace(Optional.empty(), Optional.of(next));
    }
  }

  /** As AWS does, on a free port of this machine's loopback address. */
  public static Settings defaults() {
    return new Settings(
        "127.0.0.1",
        0,
        TableTiming.defaults(),
        StreamSettings.defaults(),
        true,
        ExportPlace.TEMPORARY);
  }

  public Settings host(String next) {
    return new Settings(next, port, timing, streams, limitsCapacity, exports);
  }

  public Settings port(int next) {
    return new Settings(host, next, timing, streams, limitsCapacity, exports);
  }

  public Settings timing(TableTiming next) {
    return new Settings(host, port, next, streams, limitsCapacity, exports);
  }

  public Settings streams(StreamSettings next) {
    return new Settings(host, port, timing, next, limitsCapacity, exports);
  }

  public Settings limitsCapacity(boolean next) {
    return new Settings(host, port, timing, streams, next, exports);
  }

  public Settings exports(ExportPlace next) {
    return new Settings(host, port, timing, streams, limitsCapacity, next);
  }
}
