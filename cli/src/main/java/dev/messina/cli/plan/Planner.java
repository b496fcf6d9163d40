package dev.messina.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.check.ConnectSide;
import dev.messina.cli.plan.check.CqlSide;
import dev.messina.cli.plan.check.KafkaSide;
import dev.messina.cli.plan.estimate.Estimate;
import dev.messina.cli.plan.estimate.OnDisk;
import dev.messina.cli.plan.estimate.StreamLook;
import dev.messina.cli.plan.propose.Proposal;
import dev.messina.cli.plan.propose.TopicSettings;
import dev.messina.cli.plan.propose.Wishes;
import dev.messina.cli.plan.sample.Sample;
import dev.messina.cli.plan.table.TableFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a plan of what was read. */
public final class Planner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long READ_UNITS = 1_000;

  /** A younger stream does not outweigh stale pages, so the snapshot reads consistently. */
  private static final Duration YOUNG = Duration.ofMinutes(20);

  private final PlanSettings settings;
  private final Sides sides;
  private final Clock clock;

  public Planner(PlanSettings settings, Sides sides, Clock clock) {
    this.settings = settings;
    this.sides = sides;
    this.clock = clock;
  }

  /**
   * @param target the name of its table
   * @param stream what was seen of it; empty for nothing
   * @throws IllegalArgumentException if an item has not the table's key
   */
  public TablePlan plan(
      TableFacts facts, Sample sample, String target, Optional<StreamLook.Rate> stream) {
    Profile profile = profile(facts, sample);
    long units = readUnits(facts);
    long items = items(facts, sample);
    long bytes = bytes(facts, sample, profile, items);
    boolean isYoung = isYoung(facts);
    boolean hasOldImages = !facts.indexes().isEmpty() && hasOldImages(facts);
    TopicSettings topic =
        TopicSettings.of(
            settings.target().keyspace() + "." + facts.name(),
            bytes,
            Estimate.duration(Estimate.readUnits(bytes, isYoung), units).toMillis(),
            hasOldImages);
    Wishes wishes = wishes(target, units);
    Proposal proposal = new Proposal(facts, profile, topic, wishes);
    int shards = stream.map(StreamLook.Rate::shards).orElse(0);
    Estimate estimate =
        Estimate.of(
            items,
            bytes,
            profile,
            OnDisk.of(
                sample.items(),
                hasOldImages,
                changesPerSecond(stream).orElse(0),
                shards,
                topic.partitions()),
            topic,
            new Estimate.Terms(
                units,
                isYoung,
                wishes.topicReplicas(),
                shards,
                changesPerSecond(stream),
                settings.prices()));
    List<Finding> findings = new ArrayList<>(new Doubts(facts, sample, profile).all());
    findings.addAll(proposal.findings());
    findings.addAll(RowTrial.of(facts, proposal, sample.items()));
    findings.sort(Comparator.comparing(Finding::level));
    proposal.explain(findings);
    findings.addAll(there(target, topic));
    findings.sort(Comparator.comparing(Finding::level));
    return new TablePlan(facts, sample, profile, proposal, estimate, findings);
  }

  private static Profile profile(TableFacts facts, Sample sample) {
    Profile profile = new Profile(facts.key());
    for (String item : sample.items()) {
      try {
        profile.add(JSON.readTree(item));
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException(
            "An item has an attribute of type N that is no number; correct the file.", malformed);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("An item that was written as JSON is JSON", impossible);
      }
    }
    return profile;
  }

  private long readUnits(TableFacts facts) {
    long wanted = settings.reading().readUnits();
    long half = facts.settings().capacity().provisionedReads() / 2;
    return wanted > 0 ? wanted : half > 0 ? half : READ_UNITS;
  }

  private static long items(TableFacts facts, Sample sample) {
    if (sample.isComplete()) {
      return sample.items().size();
    }
    long counted = facts.size().map(TableFacts.Size::items).orElse(0L);
    return Math.max(counted, sample.estimated().orElse(sample.items().size()));
  }

  private static long bytes(TableFacts facts, Sample sample, Profile profile, long items) {
    long counted = facts.size().map(TableFacts.Size::bytes).orElse(0L);
    return sample.isComplete()
        ? profile.sizes().sum()
        : Math.max(counted, items * profile.sizes().average());
  }

  private boolean isYoung(TableFacts facts) {
    Instant since = facts.stream().map(TableFacts.StreamFacts::since).orElse(null);
    return since != null && since.isAfter(clock.instant().minus(YOUNG));
  }

  private static boolean hasOldImages(TableFacts facts) {
    return facts.stream().map(TableFacts.StreamFacts::hasOldImages).orElse(true);
  }

  private OptionalDouble changesPerSecond(Optional<StreamLook.Rate> stream) {
    if (settings.changesPerSecond().isPresent() || stream.isEmpty()) {
      return settings.changesPerSecond();
    }
    return OptionalDouble.of(stream.get().changesPerSecond());
  }

  private Wishes wishes(String target, long units) {
    int replicas = settings.target().replicas().orElse(0);
    return new Wishes(
        settings.target().keyspace(),
        target,
        settings.target().names(),
        settings.target().isNarrow(),
        replicas > 0 ? replicas : sides.keyspaceReplicas(),
        replicas > 0 ? replicas : sides.topicReplicas(),
        units,
        sides.places(),
        settings.sourceOptions(),
        settings.sinkOptions());
  }

  /** What is there already, and is not made again. */
  private List<Finding> there(String target, TopicSettings wanted) {
    List<Finding> findings = new ArrayList<>();
    if (sides.cql().map(CqlSide::tables).filter(tables -> tables.contains(target)).isPresent()) {
      findings.add(
          Finding.doubt(
              Finding.Kind.TABLE_EXISTS,
              "",
              "the target has a table %s.%s, which schema.cql leaves as it is; compare or drop it"
                  .formatted(settings.target().keyspace(), target)));
    }
    sides
        .kafka()
        .map(KafkaSide::topics)
        .map(topics -> topics.get(wanted.name()))
        .ifPresent(topic -> findings.add(thereOnKafka(topic, wanted)));
    sides.connect().map(ConnectSide::missing).stream()
        .flatMap(List::stream)
        .forEach(
            plugin ->
                findings.add(
                    Finding.doubt(
                        Finding.Kind.PLUGIN,
                        "",
                        "Connect has no plugin %s; put Messina's zips on its plugin.path"
                            .formatted(plugin))));
    sides.connect().map(ConnectSide::connectors).stream()
        .filter(names -> names.contains(target + "-from-dynamodb"))
        .forEach(
            any ->
                findings.add(
                    Finding.doubt(
                        Finding.Kind.CONNECTOR_EXISTS,
                        "",
                        "Connect has a connector %s-from-dynamodb; posting is refused"
                            .formatted(target))));
    return findings;
  }

  private static Finding thereOnKafka(KafkaSide.Topic topic, TopicSettings wanted) {
    boolean isFit =
        topic.cleanup().equals("delete")
            && (topic.retentionMs() < 0 || topic.retentionMs() >= wanted.retentionMs());
    String text =
        "topic %s is there with %d partitions, cleanup.policy %s and retention.ms %d"
            .formatted(wanted.name(), topic.partitions(), topic.cleanup(), topic.retentionMs());
    return isFit
        ? Finding.note(Finding.Kind.TOPIC_EXISTS, "", text)
        : Finding.doubt(
            Finding.Kind.TOPIC_SETTINGS,
            "",
            text
                + "; set cleanup.policy=delete and retention.ms=%d or more"
                    .formatted(wanted.retentionMs()));
  }
}
