package dev.messina.verification.check;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.topic.ChangeFeed;
import dev.messina.verification.topic.DeadLetters;
import dev.messina.verification.topic.RecordJson;
import dev.messina.verification.topic.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One run: a pass, then generations until nothing from before the pass's end is open. */
public final class Verification {

  /** Changes that were on their way into the topic when the pass began are looked at too. */
  private static final Duration BEFORE_THE_PASS = Duration.ofMinutes(2);

  private static final int HISTORY_MAX = 1_000;

  private final Setup setup;
  private final Progress progress;
  private final Clock clock;
  private final OpenDifferences open;
  private final Comparison comparison;
  private final RecordJson json;
  private final List<String> doubts = new ArrayList<>();
  private final Deque<Generation> history = new ArrayDeque<>();

  /**
   * What is verified, and how.
   *
   * @param topic of the table's changes
   * @param applied the sink's committed offsets of that topic, asked for each time
   * @param deadLetters the sink's queue, if it has one
   * @param state a folder for state; made if it is not there
   * @param name equal for two runs that would compare the same
   */
  public record Setup(
      Sides sides,
      TopicReader reader,
      String topic,
      Supplier<Map<Integer, Long>> applied,
      Optional<String> deadLetters,
      Frontier frontier,
      Rates rates,
      Limits limits,
      Path state,
      String name,
      boolean showsValues) {}

  public Verification(Setup setup, Progress progress, Clock clock) {
    this.setup = setup;
    this.progress = progress;
    this.clock = clock;
    this.open = new OpenDifferences(setup.limits().openMost());
    this.comparison = new Comparison(setup.sides(), open, setup.showsValues(), clock);
    this.json = new RecordJson(setup.sides().items().keyTypes());
  }

  /** Every item with its row and every row with its item. Goes on where a run before stopped. */
  public Report full() {
    Path folder = folder();
    Optional<PassState> left = PassState.read(folder, setup.name()).filter(this::isStillOnTopic);
    if (left.isEmpty()) {
      PassState.delete(folder);
    }
    PassState begin = left.orElseGet(this::beginning);
    FullPass pass =
        new FullPass(
            new FullPass.Parts(setup.sides(), comparison, open, setup.rates(), feed(begin.topic())),
            begin,
            folder,
            progress,
            clock);
    if (!pass.run()) {
      doubts.add(stoppedEarly());
    }
    Generations generations = generations(feed(begin.topic()), begin.items(), clock.instant());
    PassState.delete(folder);
    return report(generations, pass.items(), pass.rows(), Optional.empty());
  }

  /**
   * The same by digests of parts of both tables; rows are looked at one by one only where these
   * differ. Begins again where a run before stopped.
   */
  public Report digests() {
    Path folder = folder();
    PassState.delete(folder);
    Map<Integer, Long> from = startOfTopic(clock.instant());
    DigestPass pass =
        new DigestPass(
            new FullPass.Parts(setup.sides(), comparison, open, setup.rates(), feed(from)),
            folder,
            progress,
            clock);
    if (!pass.run()) {
      doubts.add(stoppedEarly());
    }
    Generations generations = generations(feed(from), Set.of(), clock.instant());
    PassState.delete(folder);
    return report(generations, pass.items(), pass.rows(), Optional.of(pass.buckets()));
  }

  private String stoppedEarly() {
    return "The pass stopped at %d open differences, before its end; --max-open raises that."
        .formatted(open.size());
  }

  /** The items of some keys alone. Rows without an item are not seen. */
  public Report ofKeys(Collection<ItemKey> keys) {
    ChangeFeed feed = feed(startOfTopic(clock.instant()));
    Generations generations = generations(feed, new HashSet<>(keys), clock.instant());
    return report(generations, keys.size(), 0, Optional.empty());
  }

  /**
   * The items alone that have changed since an earlier run had verified all of them. With what that
   * run has seen this is everything.
   *
   * @param topic as {@link Progress#verified} has told it
   * @param until what was written before this is to be verified
   * @throws IllegalStateException if the topic no longer holds the changes since then
   */
  public Report since(Map<Integer, Long> topic, Instant until) {
    if (!holds(topic)) {
      throw new IllegalStateException(
          "Topic %s no longer holds all changes since the last verification; verify all again."
              .formatted(setup.topic()));
    }
    return report(generations(feed(topic), Set.of(), until), 0, 0, Optional.empty());
  }

  private ChangeFeed feed(Map<Integer, Long> from) {
    return new ChangeFeed(setup.reader(), setup.topic(), json, from);
  }

  private PassState beginning() {
    Instant now = clock.instant();
    int bits = KeyLedger.bitsFor(setup.sides().items().itemsEstimated());
    return new PassState(setup.name(), now, startOfTopic(now), bits, Map.of(), Set.of());
  }

  /**
   * What the sink has not applied yet may still change rows that were looked at, and what it has
   * applied a moment ago may not be in an eventually consistent scan.
   */
  private Map<Integer, Long> startOfTopic(Instant now) {
    Map<Integer, Long> applied = setup.applied().get();
    Map<Integer, Long> begins = setup.reader().begins(setup.topic());
    Map<Integer, Long> start =
        new HashMap<>(setup.reader().at(setup.topic(), now.minus(BEFORE_THE_PASS)));
    start.replaceAll(
        (partition, offset) ->
            Math.max(
                begins.getOrDefault(partition, 0L),
                Math.min(offset, applied.getOrDefault(partition, 0L))));
    return start;
  }

  private boolean isStillOnTopic(PassState left) {
    return holds(left.topic());
  }

  private boolean holds(Map<Integer, Long> topic) {
    Map<Integer, Long> begins = setup.reader().begins(setup.topic());
    Map<Integer, Long> ends = setup.reader().ends(setup.topic());
    return topic.entrySet().stream()
        .allMatch(
            next ->
                begins.getOrDefault(next.getKey(), Long.MAX_VALUE) <= next.getValue()
                    && ends.getOrDefault(next.getKey(), 0L) >= next.getValue());
  }

  /** Removes what earlier runs have left in a folder for state. */
  public static void empty(Path folder) {
    PassState.delete(folder);
  }

  private Path folder() {
    try {
      return Files.createDirectories(setup.state());
    } catch (IOException refused) {
      throw new UncheckedIOException("The folder " + setup.state() + " cannot be made", refused);
    }
  }

  private Generations generations(ChangeFeed feed, Set<ItemKey> listed, Instant horizon) {
    Generations generations =
        new Generations(
            new Generations.Parts(setup.sides(), comparison, open, setup.rates(), setup.applied()),
            feed,
            setup.frontier(),
            clock);
    generations.lookAt(listed);
    progress.phase("generations, each with what has changed and what is open");
    Instant began = clock.instant();
    boolean continuous = setup.limits().continuous();
    boolean verified = false;
    while (generations.number() < setup.limits().generations()
        && (continuous ? !setup.limits().stopped().getAsBoolean() : !verified && !isLate(began))) {
      if (generations.number() > 0) {
        generations.rest();
      }
      generations.run();
      verified = isVerified(generations, horizon);
      Generation ended =
          generations.last(
              verified && doubts.isEmpty() ? Report.Verdict.VERIFIED : Report.Verdict.UNKNOWN);
      keep(ended);
      if (ended.verdict() == Report.Verdict.VERIFIED) {
        progress.verified(ended.verifiedUntil().orElseThrow(), generations.resumable());
      }
    }
    if (!verified) {
      doubts.add(doubt(generations));
    }
    return generations;
  }

  private boolean isLate(Instant began) {
    return clock.instant().isAfter(began.plus(setup.limits().patience()));
  }

  /** Of a run that goes on for weeks the newest generations are kept. */
  private void keep(Generation ended) {
    progress.generation(ended);
    if (history.size() == HISTORY_MAX) {
      history.removeFirst();
    }
    history.addLast(ended);
  }

  private boolean isVerified(Generations generations, Instant horizon) {
    return generations.verifiedUntil().filter(until -> !until.isBefore(horizon)).isPresent();
  }

  private String doubt(Generations generations) {
    String after = "After %d generations ".formatted(generations.number());
    if (generations.reading() instanceof Frontier.Unknown unknown) {
      return after + "the frontier is unknown: " + unknown.reason() + ".";
    }
    if (generations.reading() instanceof Frontier.NotYet notYet) {
      return after + "not all is applied: " + notYet.reason() + ".";
    }
    return after
        + generations
            .verifiedUntil()
            .map(until -> "everything is verified up to " + until + " only.")
            .orElse("changes on the topic were not looked at yet.");
  }

  private Report report(
      Generations generations, long items, long rows, Optional<Report.Buckets> buckets) {
    Instant steady = clock.instant().minus(setup.limits().patience().dividedBy(2));
    boolean unknown = generations.reading() instanceof Frontier.Unknown;
    List<OpenDifference> counting =
        open.all().stream()
            .filter(one -> one.isSettled() || (unknown && one.isSteadySince(steady)))
            .toList();
    Report.Counts counts =
        new Report.Counts(
            items,
            rows,
            comparison.compared(),
            comparison.expired(),
            setup.sides().items().readUnits(),
            generations.number(),
            generations.changes(),
            generations.lastTook(),
            comparison.asItems(),
            buckets);
    return new Report(
        withLetters(counting.stream().map(OpenDifference::difference).toList()),
        open.size() - counting.size(),
        doubts,
        generations.verifiedUntil(),
        counts,
        List.copyOf(history),
        clock.instant());
  }

  /** Where the queue holds a letter of the item, that is what is wrong. */
  private List<Difference> withLetters(List<Difference> differences) {
    Set<ItemKey> items =
        differences.stream()
            .flatMap(difference -> difference.pair().item().stream())
            .collect(Collectors.toSet());
    if (items.isEmpty() || setup.deadLetters().filter(setup.reader()::exists).isEmpty()) {
      return differences;
    }
    Set<ItemKey> rejected =
        DeadLetters.among(items, setup.reader(), setup.deadLetters().orElseThrow(), json);
    return differences.stream()
        .map(
            difference ->
                difference.pair().item().filter(rejected::contains).isPresent()
                    ? difference.as(DifferenceKind.DEAD_LETTERED)
                    : difference)
        .toList();
  }
}
