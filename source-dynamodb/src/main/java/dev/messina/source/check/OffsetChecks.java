package dev.messina.source.check;

import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.record.TableSelection;
import dev.messina.source.stream.ListedShards;
import dev.messina.source.stream.ShardLister;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at offsets that somebody wants to set by hand. Deleting always passes, and nobody is asked
 * about it; what is set must be of the right form, and about tables and shards that there are.
 */
public final class OffsetChecks {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);
  private static final String SEE = " See docs/offsets.md.";

  private final TableSelection selection;
  private final TableApi tables;
  private final StreamApi streams;

  OffsetChecks(TableSelection selection, TableApi tables, StreamApi streams) {
    this.selection = selection;
    this.tables = tables;
    this.streams = streams;
  }

  /**
   * Checks a request.
   *
   * @param properties the connector's configuration
   * @param offsets by partition, null for one that is deleted
   * @throws ConnectException naming the partition and what is wrong
   */
  public static void check(
      Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
    Map<SourcePartition, SourceOffset> set = positions(offsets);
    if (set.isEmpty()) {
      return;
    }
    checkSegments(set);
    try {
      ConfigDef definition = AwsSettings.define(TableSelection.definition());
      AbstractConfig config = new AbstractConfig(definition, properties, false);
      TableSelection selection = TableSelection.from(config);
      try (DynamoDbClients clients =
          DynamoDbClients.open(AwsSettings.from(config), 1, CALL_TIMEOUT)) {
        new OffsetChecks(selection, clients.tableApi(), clients.streamApi())
            .check(set, shards(offsets));
      }
    } catch (ConfigException | SdkException e) {
      throw new ConnectException(
          "Offsets cannot be set, since DynamoDB cannot be asked about them: " + FailureText.of(e),
          e);
    }
  }

  /**
   * Checks what is set against DynamoDB.
   *
   * @param named all shards of the request, those that are deleted included
   */
  void check(Map<SourcePartition, SourceOffset> set, Set<SourcePartition.Shard> named) {
    for (String table : new TreeSet<>(set.keySet().stream().map(SourcePartition::table).toList())) {
      if (!selection.byName(table).orElseGet(() -> selection.byTags().test(tables.tags(table)))) {
        throw new ConnectException(
            "Offset of table '" + table + "': the connector does not carry this table." + SEE);
      }
    }
    Map<Stream, List<SourcePartition.Shard>> byStream =
        set.keySet().stream()
            .filter(SourcePartition.Shard.class::isInstance)
            .map(SourcePartition.Shard.class::cast)
            .collect(Collectors.groupingBy(shard -> new Stream(shard.table(), shard.stream())));
    byStream.forEach((stream, shards) -> checkShards(stream, shards, named));
  }

  private void checkShards(
      Stream stream, List<SourcePartition.Shard> set, Set<SourcePartition.Shard> named) {
    Map<String, ShardDescription> listed = list(stream);
    Set<String> present =
        named.stream()
            .filter(shard -> stream.equals(new Stream(shard.table(), shard.stream())))
            .map(SourcePartition.Shard::shard)
            .collect(Collectors.toSet());
    for (SourcePartition.Shard shard : set) {
      if (!listed.containsKey(shard.shard())) {
        throw refused(shard, "the stream has no such shard, or not any more.");
      }
      Set<String> missing = new TreeSet<>(descendants(shard.shard(), listed));
      missing.removeAll(present);
      if (!missing.isEmpty()) {
        throw refused(
            shard,
            "shards that continue it would stay ahead of it: "
                + String.join(", ", missing)
                + ". Put them into the same request, with a null offset or with the one they had.");
      }
    }
  }

  private Map<String, ShardDescription> list(Stream stream) {
    TableDescription table;
    try {
      table = tables.describe(stream.table());
      if (table.streamArn() == null) {
        throw new ConnectException("Table '" + stream.table() + "' has no stream." + SEE);
      }
      String latest = table.streamArn();
      String arn = latest.substring(0, latest.lastIndexOf('/') + 1) + stream.label();
      ListedShards listed = new ShardLister(streams, arn).list();
      if (!listed.whole()) {
        throw new ConnectException(
            "Offsets of stream '"
                + stream.label()
                + "' of table '"
                + stream.table()
                + "' cannot be set, since the list of its shards has no end. Try again later."
                + SEE);
      }
      return listed.shards().stream()
          .collect(Collectors.toMap(ShardDescription::id, shard -> shard));
    } catch (SdkException e) {
      throw new ConnectException(
          "Offsets of stream '"
              + stream.label()
              + "' of table '"
              + stream.table()
              + "' cannot be set, since DynamoDB does not say which shards it has: "
              + FailureText.of(e),
          e);
    }
  }

  private static Set<String> descendants(String ancestor, Map<String, ShardDescription> listed) {
    Set<String> found = new HashSet<>();
    for (String id : listed.keySet()) {
      for (ShardDescription shard = listed.get(id);
          shard != null;
          shard = listed.get(shard.parent())) {
        if (ancestor.equals(shard.parent())) {
          found.add(id);
        }
      }
    }
    return found;
  }

  private static void checkSegments(Map<SourcePartition, SourceOffset> set) {
    set.forEach(
        (partition, position) -> {
          if (partition instanceof SourcePartition.Segment segment
              && position instanceof SegmentOffset
              && set.get(new SourcePartition.Table(segment.table())) instanceof TableOffset table
              && segment.epochMicros() == table.epoch().epochMicros()
              && segment.segment() >= table.totalSegments()) {
            throw new ConnectException(
                "Offset of segment "
                    + segment.segment()
                    + " of table '"
                    + segment.table()
                    + "': the table's own offset has total_segments "
                    + table.totalSegments()
                    + "."
                    + SEE);
          }
        });
  }

  static Map<SourcePartition, SourceOffset> positions(Map<Map<String, ?>, Map<String, ?>> offsets) {
    Map<SourcePartition, SourceOffset> set = new LinkedHashMap<>();
    offsets.forEach(
        (map, offset) -> {
          if (offset != null) {
            SourcePartition partition = PartitionCodec.decode(map);
            set.put(partition, OffsetCodec.position(partition, offset));
          }
        });
    return set;
  }

  static Set<SourcePartition.Shard> shards(Map<Map<String, ?>, Map<String, ?>> offsets) {
    Set<SourcePartition.Shard> shards = new HashSet<>();
    for (Map<String, ?> map : offsets.keySet()) {
      try {
        if (PartitionCodec.decode(map) instanceof SourcePartition.Shard shard) {
          shards.add(shard);
        }
      } catch (ConnectException e) {
        // Not one of ours; it is deleted, for what is set was read before.
        continue;
      }
    }
    return shards;
  }

  private static ConnectException refused(SourcePartition.Shard shard, String problem) {
    return new ConnectException(
        "Offset of shard '"
            + shard.shard()
            + "' of stream '"
            + shard.stream()
            + "' of table '"
            + shard.table()
            + "': "
            + problem
            + SEE);
  }

  private record Stream(String table, String label) {}
}
