package dev.messina.dynamodb.stream;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** All streams of the server, those that were switched off among them. */
public final class Streams {

  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final List<TableStream> all = new ArrayList<>();

  /** Switches a table's stream on. */
  public synchronized TableStream enable(StreamSource source, Instant at) {
    TableStream stream = new TableStream(source, LABEL.format(at));
    all.add(stream);
    return stream;
  }
}
