package dev.messina.cli.repair;

import dev.messina.cli.signal.KeyLists;
import dev.messina.cli.sweep.Epoch;
import dev.messina.cli.sweep.ListedSweep;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.OpenMigration;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One repair under way. For use by one thread. */
final class RepairRun {

  private static final String QUEUE = "errors.deadletterqueue.topic.name";

  private final OpenMigration open;
  private final Duration patience;
  private final Consumer<String> notes;
  private final TopicEvidence evidence;
  private final ListedSweep sweep;
  private final List<Epoch> epochs = new ArrayList<>();
  private final Map<ItemKey, Outcome> ofItems = new HashMap<>();
  private final Map<RowKey, Outcome> ofRows = new HashMap<>();

  RepairRun(OpenMigration open, Duration patience, Consumer<String> notes) {
    this.open = open;
    this.patience = patience;
    this.notes = notes;
    this.evidence = TopicEvidence.of(open);
    this.sweep = new ListedSweep(open.connect(), open.reader(), open.migration().route());
  }

  private Migration migration() {
    return open.migration();
  }

  private SourceItems items() {
    return open.sides().items();
  }

  /** Under which the source has read items again, in their order. */
  List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /**
   * Mends, as far as it gets.
   *
   * @param run an id of its own
   * @param kafka settings of a Kafka client
   * @return why it ended before its end, if it did
   */
  Optional<Refused> mend(String run, Map<String, String> kafka, List<Wanted> wanted) {
    try (SourceReading source = new SourceReading(open.connect(), migration(), kafka, patience)) {
      Optional<Refused> refused = read(run, source, wanted);
      if (refused.isEmpty()) {
        sweep(wanted);
      }
      return refused;
    }
  }

  /** What has become of one thing. */
  Outcome outcome(Wanted one) {
    if (one.action() == Action.NONE) {
      return Outcome.LEFT;
    }
    Outcome ofItem =
        one.item()
            .map(item -> ofItems.getOrDefault(item, Outcome.UNKNOWN))
            .orElse(Outcome.REWRITTEN);
    return one.action().sweeps() && ofItem.isMended()
        ? ofRows.getOrDefault(one.row().orElseThrow(), Outcome.UNKNOWN)
        : ofItem;
  }

  private Optional<Refused> read(String run, SourceReading source, List<Wanted> wanted) {
    Set<ItemKey> listed =
        wanted.stream()
            .filter(one -> one.action().reads())
            .flatMap(one -> one.item().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String queue = migration().sink().text(QUEUE, "");
    Map<Integer, Long> topicEnds = evidence.ends(migration().topic());
    Map<Integer, Long> queueEnds = evidence.ends(queue);
    Optional<Refused> refused = readAgain(run, source, listed);
    if (refused.isEmpty()) {
      notes.accept("Waiting for the sink to write what the source has sent.");
      refused = sweep.notApplied(patience).map(Refused::of);
    }
    if (refused.isPresent()) {
      return refused;
    }
    Set<Long> micros = epochs.stream().map(Epoch::micros).collect(Collectors.toSet());
    listed.forEach(item -> ofItems.put(item, Outcome.NOT_SENT));
    ofItems.putAll(evidence.sent(topicEnds, micros, listed));
    evidence
        .letters(queue, queueEnds, listed)
        .forEach(item -> ofItems.put(item, Outcome.DEAD_LETTERED));
    return Optional.empty();
  }

  private Optional<Refused> readAgain(
      String run, SourceReading source, Collection<ItemKey> listed) {
    List<List<ItemKey>> lists = KeyLists.of(listed.isEmpty() ? anyItem() : listed);
    if (lists.isEmpty()) {
      return Optional.of(
          new Refused(
              "empty_table",
              "Table '%s' has no item, so nothing can be read again for an epoch; use the signal"
                      .formatted(migration().table())
                  + " execute-snapshot and messina sweep."));
    }
    for (int i = 0; i < lists.size(); i++) {
      notes.accept(
          "Signal %d of %d: the source reads %d items again."
              .formatted(i + 1, lists.size(), lists.get(i).size()));
      SourceReading.Answer answer = source.read(run + "-" + (i + 1), lists.get(i));
      if (answer instanceof SourceReading.Answer.Not not) {
        return Optional.of(not.refused());
      }
      epochs.add(new Epoch(((SourceReading.Answer.Read) answer).epochMicros()));
    }
    return Optional.empty();
  }

  /** Where only rows are to be swept, one item is read again for the epoch alone. */
  private List<ItemKey> anyItem() {
    return items().scan(0, 1, Map.of(), 1).items().stream().map(items()::keyOf).toList();
  }

  private void sweep(List<Wanted> wanted) {
    Map<RowKey, OptionalLong> rows = new HashMap<>();
    wanted.stream()
        .filter(one -> one.action().sweeps())
        .forEach(one -> rows.put(one.row().orElseThrow(), one.seen().orElseThrow().writeMicros()));
    if (rows.isEmpty()) {
      return;
    }
    notes.accept("Sweeping " + rows.size() + " rows.");
    // Under the first epoch, since an item that was read in it may have come to a row again.
    Epoch epoch = epochs.get(0);
    Map<RowKey, ListedSweep.Seen> found = sweep.look(open.session(), epoch, rows.keySet());
    Set<RowKey> owned =
        new RowOwners(open, evidence).owned(Wanted.oldestRow(wanted).orElseThrow(), found.keySet());
    rows.forEach(
        (row, before) ->
            ofRows.put(
                row,
                RowVerdict.of(Optional.ofNullable(found.get(row)), before, owned.contains(row))));
    Set<RowKey> doomed = new HashSet<>(rows.keySet());
    doomed.removeIf(row -> ofRows.get(row) != Outcome.UNKNOWN);
    if (ofRows.containsValue(Outcome.FOREIGN)) {
      doomed.forEach(row -> ofRows.put(row, Outcome.LEFT));
      return;
    }
    sweep
        .delete(open.session(), epoch, doomed)
        .forEach((row, seen) -> ofRows.put(row, RowVerdict.afterDelete(seen)));
  }
}
