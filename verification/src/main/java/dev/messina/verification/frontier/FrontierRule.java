package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Up to when every change of a table is on its topic. The earliest of its shards counts:
 *
 * <ul>
 *   <li>An open shard counts up to its last change, or, where it has had nothing more to read, up
 *       to {@link Assumptions#delivery()} before that was seen.
 *   <li>A shard that has children counts up to its last change, whatever was seen later, until it
 *       was read to its end, and its children have started, and the listing is late enough to show
 *       all of them.
 *   <li>A shard that has not started counts as its parent.
 * </ul>
 *
 * <p>Anything else makes the frontier unknown. A pure function: offsets and listing need not be of
 * the same time. An offset that a task which was taken for dead commits late can only move it back.
 */
public final class FrontierRule {

  /** A shard that ended is listed for a day; what is gone for longer holds nothing. */
  private static final Duration LISTED = Duration.ofHours(48);

  /** A stream keeps its records for a day; what is trimmed unread is seen by nobody. */
  private static final Duration RETENTION = Duration.ofHours(24);

  /** More shards than this do not make it clearer. */
  private static final int REASONS_MAX = 10;

  private final Assumptions assumptions;

  public FrontierRule(Assumptions assumptions) {
    this.assumptions = assumptions;
  }

  /**
   * @param offsets the source's committed ones, as Connect gives them
   */
  public Frontier.Reading onTopic(String table, List<JsonNode> offsets, StreamListing listing) {
    SourceProgress source = new SourceProgress(offsets, table);
    List<String> unknown = source.unknown(listing);
    if (!unknown.isEmpty()) {
      return new Frontier.Unknown(unknown);
    }
    List<String> notYet = source.notYet();
    return notYet.isEmpty()
        ? new OneStream(source.shards(), listing).reading()
        : new Frontier.NotYet(notYet);
  }

  private final class OneStream {

    private final Map<String, ShardProgress> progress;
    private final StreamListing listing;
    private final Map<String, List<String>> children = new HashMap<>();

    OneStream(Map<String, ShardProgress> progress, StreamListing listing) {
      this.progress = progress;
      this.listing = listing;
      listing
          .parents()
          .forEach(
              (shard, parent) ->
                  parent.ifPresent(
                      known ->
                          children.computeIfAbsent(known, any -> new ArrayList<>()).add(shard)));
    }

    Frontier.Reading reading() {
      Frontier.Known earliest = new Frontier.Known(Instant.MAX, "");
      List<String> unknown = new ArrayList<>();
      for (String shard : shards()) {
        Frontier.Reading answer = ofShard(shard);
        if (answer instanceof Frontier.Known known) {
          earliest = known.appliedUntil().isBefore(earliest.appliedUntil()) ? known : earliest;
        } else if (answer instanceof Frontier.Unknown none) {
          unknown.addAll(none.reasons());
        }
      }
      if (!unknown.isEmpty()) {
        return new Frontier.Unknown(unknown.stream().sorted().limit(REASONS_MAX).toList());
      }
      if (earliest.appliedUntil().equals(Instant.MAX)) {
        return new Frontier.Unknown(
            "The stream lists no shard that is read; try again in a minute");
      }
      if (earliest.appliedUntil().isBefore(listing.askedAt().minus(RETENTION))) {
        return new Frontier.Unknown(
            "The source is more than a day late, so that changes may have been trimmed unread");
      }
      return new Frontier.Known(
          earliest.appliedUntil().minus(assumptions.clockError()).truncatedTo(ChronoUnit.SECONDS),
          earliest.heldBy());
    }

    /** Those that are listed, and those that the listing has forgotten. */
    private List<String> shards() {
      List<String> shards = new ArrayList<>(listing.parents().keySet());
      progress.keySet().stream()
          .filter(shard -> !listing.parents().containsKey(shard))
          .filter(shard -> !isLongGone(progress.get(shard)))
          .forEach(shards::add);
      return shards;
    }

    private boolean isLongGone(ShardProgress shard) {
      Instant before = listing.askedAt().minus(LISTED);
      return shard.changed().isBefore(before) && shard.checked().isBefore(before);
    }

    private Frontier.Reading ofShard(String shard) {
      ShardProgress own = progress.get(shard);
      if (own == null) {
        return notStarted(shard);
      }
      List<String> continuing = children.getOrDefault(shard, List.of());
      if (own.finished() || !continuing.isEmpty()) {
        return continued(shard, own, continuing);
      }
      Instant undelivered = own.checked().minus(assumptions.delivery());
      Instant upTo = later(own.changed(), later(undelivered, changedBefore(shard)));
      return new Frontier.Known(upTo, "shard " + shard + " is read");
    }

    private Frontier.Reading continued(String shard, ShardProgress own, List<String> continuing) {
      Duration listed = continuing.isEmpty() ? assumptions.merge() : assumptions.children();
      boolean passed =
          listing.parents().containsKey(shard)
              && own.endedBefore(listing.askedAt(), listed)
              && progress.keySet().containsAll(continuing);
      return passed
          ? new Frontier.Known(Instant.MAX, "")
          : new Frontier.Known(
              later(own.changed(), changedBefore(shard)),
              "shard " + shard + " ends, and its children are not all known to be read");
    }

    private Frontier.Reading notStarted(String shard) {
      return parent(shard)
          .filter(progress::containsKey)
          .<Frontier.Reading>map(
              known ->
                  new Frontier.Known(changedBefore(shard), "shard " + shard + " has not started"))
          .orElseGet(
              () ->
                  new Frontier.Unknown(
                      "Shard "
                          + shard
                          + " has not started, and no offset says how far its parent was read; is"
                          + " the source running?"));
    }

    /** Up to when the ancestors of a shard had changes that are on the topic. */
    private Instant changedBefore(String shard) {
      return parent(shard).map(progress::get).map(ShardProgress::changed).orElse(Instant.EPOCH);
    }

    private Optional<String> parent(String shard) {
      return listing.parents().getOrDefault(shard, Optional.empty());
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
