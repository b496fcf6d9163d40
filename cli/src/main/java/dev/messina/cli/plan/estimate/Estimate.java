package dev.messina.cli.plan.estimate;

import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.propose.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a migration takes.
 *
 * @param items of the table
 * @param bytes of the table, by DynamoDB's count
 * @param readUnits of the snapshot
 * @param snapshot how long it takes at the allowed rate
 * @param topic what the snapshot takes there
 * @param stream what the changes take; empty if nothing is known of them
 * @param cost empty without prices
 */
public record Estimate(
    long items,
    long bytes,
    long readUnits,
    Duration snapshot,
    Topic topic,
    Optional<Changes> stream,
    Optional<Cost> cost) {

  /** Of a record without its images: the envelope, the key and the headers. */
  private static final long ENVELOPE_BYTES = 900;

  private static final long DAY = 86_400;
  private static final int BYTES_OF_UNIT = 8_192;
  private static final double MILLION = 1e6;
  private static final double GIGABYTE = 1e9;

  /**
   * One copy.
   *
   * @param recordBytes of an average record, before compression
   * @param bytes of all of them, before compression
   * @param diskBytes of all of them as they lie on the disk
   */
  public record Topic(long recordBytes, long bytes, long diskBytes) {}

  /**
   * @param perSecond changes
   * @param topicBytesPerDay on the topic, before compression, one copy
   * @param topicDiskBytesPerDay as they lie on the disk, one copy
   * @param diskBytes of the topic at the end of its retention, as it lies on the disks, all copies
   * @param readsPerDay requests for records, one a second for each shard
   */
  public record Changes(
      double perSecond,
      long topicBytesPerDay,
      long topicDiskBytesPerDay,
      long diskBytes,
      long readsPerDay) {}

  /**
   * In the currency of the prices.
   *
   * @param snapshot its reads
   * @param streamPerDay reads of the stream
   * @param diskPerMonth Kafka's; 0 if the volume of changes is not known
   */
  public record Cost(Prices prices, double snapshot, double streamPerDay, double diskPerMonth) {}

  /**
   * What is allowed and chosen.
   *
   * @param readUnitsPerSecond of the snapshot
   * @param readsConsistently whether the snapshot pays double, since the stream is young
   * @param topicReplicas copies of each record
   * @param shards of the stream; 0 if not known
   * @param changesPerSecond empty if not known
   * @param prices empty for none
   */
  public record Terms(
      long readUnitsPerSecond,
      boolean readsConsistently,
      int topicReplicas,
      int shards,
      OptionalDouble changesPerSecond,
      Optional<Prices> prices) {}

  /** Read units that a scan of so many bytes takes. */
  public static long readUnits(long bytes, boolean readsConsistently) {
    return (bytes / BYTES_OF_UNIT + 1) * (readsConsistently ? 2 : 1);
  }

  /** How long they take. */
  public static Duration duration(long readUnits, long perSecond) {
    return Duration.ofSeconds(Math.max(1, readUnits / Math.max(1, perSecond)));
  }

  /**
   * @param items of the table
   * @param bytes of the table
   * @param onDisk what records take there
   */
  public static Estimate of(
      long items, long bytes, Profile profile, OnDisk onDisk, TopicSettings topic, Terms terms) {
    long units = readUnits(bytes, terms.readsConsistently());
    long record = profile.texts().average() + ENVELOPE_BYTES;
    Topic ofSnapshot = new Topic(record, items * record, items * onDisk.recordBytes());
    Optional<Changes> changes =
        terms.changesPerSecond().isEmpty()
            ? Optional.empty()
            : Optional.of(changes(profile, onDisk, topic, terms, ofSnapshot));
    return new Estimate(
        items,
        bytes,
        units,
        duration(units, terms.readUnitsPerSecond()),
        ofSnapshot,
        changes,
        terms.prices().map(prices -> cost(prices, units, changes, terms)));
  }

  private static Changes changes(
      Profile profile, OnDisk onDisk, TopicSettings topic, Terms terms, Topic ofSnapshot) {
    double perSecond = terms.changesPerSecond().orElse(0);
    long images = topic.hasOldImages() ? 2 : 1;
    double change = images * profile.texts().average() + ENVELOPE_BYTES;
    long onDiskPerDay = Math.round(perSecond * DAY * onDisk.changeBytes());
    double days = topic.retentionMs() / 1_000.0 / DAY;
    return new Changes(
        perSecond,
        Math.round(perSecond * DAY * change),
        onDiskPerDay,
        Math.round((ofSnapshot.diskBytes() + onDiskPerDay * days) * terms.topicReplicas()),
        terms.shards() * DAY);
  }

  private static Cost cost(Prices prices, long units, Optional<Changes> changes, Terms terms) {
    return new Cost(
        prices,
        units / MILLION * prices.readUnits(),
        terms.shards() * DAY / MILLION * prices.streamReads(),
        changes.map(Changes::diskBytes).orElse(0L) / GIGABYTE * prices.kafkaStorage());
  }
}
