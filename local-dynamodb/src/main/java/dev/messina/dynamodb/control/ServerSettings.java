package dev.messina.dynamodb.control;

import static dev.messina.dynamodb.control.Setting.flag;
import static dev.messina.dynamodb.control.Setting.number;
import static dev.messina.dynamodb.control.Setting.time;

import dev.messina.dynamodb.stream.StreamSettings;
import dev.messina.dynamodb.table.TableTiming;
import java.util.List;

/** The settings that a server starts with and that its control API changes. */
public final class ServerSettings {

  public static final List<Setting<TableTiming>> TABLES =
      List.of(
          time(
              "transition",
              "how long a table is CREATING, UPDATING, DELETING",
              TableTiming::transition,
              TableTiming::transition),
          time(
              "expiry",
              "how long after its time an expired item is deleted",
              TableTiming::expiry,
              TableTiming::expiry),
          time(
              "staleness",
              "how old an eventually consistent read may be",
              TableTiming::staleness,
              TableTiming::staleness));

  public static final List<Setting<StreamSettings>> STREAMS =
      List.of(
          number(
              "shards",
              "how many shards a new stream has",
              now -> now.shards().count(),
              (now, next) -> now.shards(now.shards().count(next))),
          time(
              "rollOver",
              "how old a shard becomes",
              now -> now.shards().rollOver(),
              (now, next) -> now.shards(now.shards().rollOver(next))),
          time(
              "retention",
              "how long a record, and a stream that was switched off, can be read",
              now -> now.shards().retention(),
              (now, next) -> now.shards(now.shards().retention(next))),
          number(
              "busy",
              "a shard with more records in a minute is split; 0 splits none",
              now -> now.shards().busy(),
              (now, next) -> now.shards(now.shards().busy(next))),
          time(
              "slip",
              "how far the change times of a new shard may be behind its parent's",
              now -> now.shards().slip(),
              (now, next) -> now.shards(now.shards().slip(next))),
          number(
              "describesPerSecond",
              "calls of DescribeStream in a second, of all streams; 0 for any number",
              now -> now.listing().callsPerSecond(),
              (now, next) -> now.listing(now.listing().callsPerSecond(next))),
          time(
              "lingering",
              "how long a shard stays listed when all of it is trimmed",
              now -> now.listing().lingering(),
              (now, next) -> now.listing(now.listing().lingering(next))),
          flag(
              "lingeringIsReadable",
              "whether such a shard is read to its end, or not found",
              now -> now.listing().readable(),
              (now, next) -> now.listing(now.listing().readable(next))),
          time(
              "staleListing",
              "how old the list of shards is",
              now -> now.listing().stale(),
              (now, next) -> now.listing(now.listing().stale(next))),
          time(
              "incompleteListing",
              "for how long after that half of the new shards are missing",
              now -> now.listing().incomplete(),
              (now, next) -> now.listing(now.listing().incomplete(next))),
          time(
              "iteratorLife",
              "how long an iterator can be used",
              now -> now.iterators().life(),
              (now, next) -> now.iterators(now.iterators().life(next))),
          number(
              "emptyPages",
              "how many empty pages come before one with records, at most",
              now -> now.iterators().emptyPages(),
              (now, next) -> now.iterators(now.iterators().emptyPages(next))),
          time(
              "enabling",
              "how long a new stream is ENABLING, and records nothing",
              now -> now.switching().enabling(),
              (now, next) -> now.switching(now.switching().enabling(next))),
          time(
              "disabling",
              "how long a stream is DISABLING",
              now -> now.switching().disabling(),
              (now, next) -> now.switching(now.switching().disabling(next))),
          flag(
              "replicated",
              "whether images carry the aws:rep: attributes of a global table (2017)",
              StreamSettings::replicated,
              StreamSettings::replicated));

  private ServerSettings() {}
}
