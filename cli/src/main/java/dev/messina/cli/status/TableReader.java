package dev.messina.cli.status;

import static dev.messina.cli.status.StatusReader.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.migration.OpenPair;
import dev.messina.verification.frontier.Assumptions;
import dev.messina.verification.frontier.CommittedFrontier;
import dev.messina.verification.frontier.CommittedFrontier.Origins;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.FrontierRule;
import dev.messina.verification.frontier.SourceProgress;
import dev.messina.verification.frontier.StreamListing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads how a table stands, again and again: in the order in which a frontier must be read. */
final class TableReader {

  private static final Duration LONGEST_READ = Duration.ofSeconds(10);

  private final OpenPair open;
  private final String table;
  private final String topic;
  private final Frontier frontier;
  private final Optional<Operations> operations;
  private Optional<StreamListing> listing = Optional.empty();
  private List<JsonNode> offsets = List.of();
  private Map<Integer, Long> committed = Map.of();

  /**
   * @param counts whether records are counted by operation
   */
  TableReader(OpenPair open, String table, boolean counts) {
    this.open = open;
    this.table = table;
    this.topic = open.pair().topic(table);
    this.frontier =
        CommittedFrontier.atOneLook(
            new Origins(table, topic, () -> offsets, this::committed, () -> listing),
            open.reader(),
            LONGEST_READ);
    this.operations =
        counts ? Optional.of(new Operations(open.reader(), topic, Map.of())) : Optional.empty();
  }

  private Map<Integer, Long> committed() {
    committed = open.sinkOffsets(topic);
    return committed;
  }

  /**
   * @param kafka whether Kafka answers
   * @param letters what the topics of dead letters hold
   */
  TableStatus read(List<String> unreadable, boolean kafka, Letters letters) {
    Optional<Optional<StreamListing>> listed = attempt(unreadable, () -> open.shards(table));
    Optional<List<JsonNode>> source = attempt(unreadable, open::sourceOffsets);
    listing = listed.flatMap(found -> found);
    offsets = source.orElse(List.of());
    Optional<Frontier.Reading> reading =
        kafka && listed.isPresent() && source.isPresent()
            ? attempt(unreadable, frontier::read)
            : Optional.empty();
    Optional<Snapshot> snapshot =
        source.map(told -> snapshot(unreadable, new SourceProgress(told, table)));
    return new TableStatus(
        table,
        topic,
        snapshot,
        kafka ? ledger(unreadable, letters.all()) : Optional.empty(),
        kafka
            ? operations.flatMap(counter -> counted(unreadable, counter, letters))
            : Optional.empty(),
        kafka ? lag(unreadable) : Optional.empty(),
        listing
            .filter(found -> source.isPresent())
            .map(found -> Shards.of(found, new SourceProgress(offsets, table).shards())),
        new Reach(
            onTopicUntil(),
            reading.orElseGet(() -> new Frontier.Unknown("Not all could be read"))));
  }

  private Snapshot snapshot(List<String> unreadable, SourceProgress source) {
    long estimated =
        source.hasBegun() && !source.isSnapshotDone()
            ? attempt(unreadable, () -> open.itemsEstimated(table)).orElse(0L)
            : 0L;
    return Snapshot.of(source, estimated);
  }

  private Optional<Ledger> ledger(List<String> unreadable, OptionalLong letters) {
    return attempt(
        unreadable,
        () ->
            Ledger.of(
                open.reader().begins(topic), open.reader().ends(topic), committed(), letters));
  }

  private Optional<OperationLedger> counted(
      List<String> unreadable, Operations counter, Letters letters) {
    return attempt(
        unreadable,
        () -> {
          Map<Integer, Long> ends = open.reader().stableEnds(topic);
          return new OperationLedger(
              counter.until(committed),
              new Operations(open.reader(), topic, committed).until(ends),
              letters.byOperation());
        });
  }

  private Optional<SourceLag> lag(List<String> unreadable) {
    return attempt(
            unreadable,
            () -> SourceLag.read(open.reader(), topic, open.reader().begins(topic), committed))
        .flatMap(found -> found);
  }

  private Optional<Instant> onTopicUntil() {
    return listing
        .map(found -> new FrontierRule(Assumptions.DEFAULT).onTopic(table, offsets, found))
        .filter(Frontier.Known.class::isInstance)
        .map(known -> ((Frontier.Known) known).appliedUntil());
  }
}
