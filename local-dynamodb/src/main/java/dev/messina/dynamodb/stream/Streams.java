package dev.messina.dynamodb.stream;

import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.error.ApiException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;

/** All streams of the server, those that were switched off among them. */
public final class Streams {

  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final NavigableMap<String, TableStream> byArn = new ConcurrentSkipListMap<>();
  private final ShardIterators iterators = new ShardIterators(this::settings);
  private final Random random;
  private volatile StreamSettings settings = StreamSettings.defaults();

  public Streams() {
    this(new Random());
  }

  /**
   * @param random for ids, sequence numbers, and whatever else happens by chance
   */
  public Streams(Random random) {
    this.random = random;
  }

  public StreamSettings settings() {
    return settings;
  }

  public void settings(StreamSettings next) {
    settings = next;
  }

  public ShardIterators iterators() {
    return iterators;
  }

  /** Switches a table's stream on. */
  public synchronized TableStream enable(StreamSource source, Instant at) {
    Instant labelled = at;
    TableStream stream = stream(source, labelled);
    while (byArn.putIfAbsent(stream.arn(), stream) != null) {
      labelled = labelled.plusMillis(1);
      stream = stream(source, labelled);
    }
    return stream;
  }

  /** In the order of their ARNs. */
  public Collection<TableStream> all(Instant now) {
    byArn.values().removeIf(stream -> stream.isGone(now));
    return byArn.values();
  }

  /**
   * @throws ApiException if there is none, or it was switched off a day ago
   */
  public TableStream get(String arn, Instant now) {
    TableStream stream = byArn.get(arn);
    if (stream == null || stream.isGone(now)) {
      throw new ApiException(
          RESOURCE_NOT_FOUND, "Requested resource not found: Stream: " + arn + " not found");
    }
    return stream;
  }

  private TableStream stream(StreamSource source, Instant at) {
    return new TableStream(source, LABEL.format(at), at, this::settings, random);
  }
}
