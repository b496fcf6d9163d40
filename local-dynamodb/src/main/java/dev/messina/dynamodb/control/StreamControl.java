package dev.messina.dynamodb.control;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.stream.StreamSettings;
import dev.messina.dynamodb.stream.StreamStatus;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Does to streams what AWS does when it sees fit. A stream is named by its ARN, or by its table if
 * that has one now; otherwise {@link IllegalArgumentException}.
 */
public final class StreamControl {

  private final ServerClock clock;
  private final Tables tables;
  private final Streams streams;

  StreamControl(ServerClock clock, Tables tables, Streams streams) {
    this.clock = clock;
    this.tables = tables;
    this.streams = streams;
  }

  public StreamSettings settings() {
    return streams.settings();
  }

  public void settings(StreamSettings next) {
    streams.settings(next);
  }

  /** The ids of the shards that take changes now. */
  public List<String> openShards(String stream) {
    return named(stream).openShards(clock.now());
  }

  /** Splits a shard; returns the new ones. */
  public List<String> split(String stream, String shard) {
    return named(stream).split(shard, clock.now());
  }

  /** Splits every open shard; returns the new ones. */
  public List<String> split(String stream) {
    return each(stream, TableStream::split);
  }

  /** Continues a shard with another; returns that. */
  public List<String> rollOver(String stream, String shard) {
    return named(stream).rollOver(shard, clock.now());
  }

  /** Continues every open shard with another; returns those. */
  public List<String> rollOver(String stream) {
    return each(stream, TableStream::rollOver);
  }

  /** Continues two neighbours with one shard that names the first as its parent; returns that. */
  public List<String> merge(String stream, String first, String second) {
    return named(stream).merge(first, second, clock.now());
  }

  /** Trims all records that there are, as if they were older than a day. */
  public void trim(String stream) {
    named(stream).trimAll(clock.now());
  }

  /** Keeps a status until it is let go with an empty one. Only an ENABLED stream records. */
  public void hold(String stream, Optional<StreamStatus> status) {
    named(stream).hold(status);
  }

  /** All iterators that were given out until now have expired. */
  public void expireIterators() {
    streams.iterators().expireAll();
  }

  private interface Deed {
    List<String> on(TableStream stream, String shard, Instant now);
  }

  private List<String> each(String name, Deed deed) {
    TableStream stream = named(name);
    Instant now = clock.now();
    return stream.openShards(now).stream()
        .flatMap(shard -> deed.on(stream, shard, now).stream())
        .toList();
  }

  private TableStream named(String name) {
    Instant now = clock.now();
    if (name.startsWith("arn:")) {
      return streams.get(name, now);
    }
    return tables
        .find(name, now)
        .flatMap(Table::latestStream)
        .orElseThrow(() -> new IllegalArgumentException("There is no stream of table " + name));
  }
}
