package dev.messina.cli.plan.propose;

import dev.messina.cli.plan.Finding;
import dev.messina.cli.plan.attribute.AttributeProfile;
import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.table.IndexFacts;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proposes the table, and one for each index that the application would miss. */
final class Tables {

  /** A wider table is none that anybody wants. */
  private static final int COLUMNS_MAX = 200;

  private static final String REST = "other_attributes";

  private final TableFacts facts;
  private final Profile profile;
  private final Wishes wishes;
  private final ColumnChoice choice;
  private final List<Finding> findings;
  private final List<String> columns;
  private final Map<String, String> names;
  private final String rest;

  /**
   * @param findings is given what is lost or in doubt
   */
  Tables(TableFacts facts, Profile profile, Wishes wishes, List<Finding> findings) {
    this.facts = facts;
    this.profile = profile;
    this.wishes = wishes;
    this.choice = new ColumnChoice(wishes.isNarrow());
    this.findings = findings;
    this.columns = withColumns();
    Set<String> collided = new TreeSet<>();
    Set<String> all = new LinkedHashSet<>(facts.keyNames());
    all.addAll(columns);
    facts.indexes().forEach(index -> index.key().forEach(part -> all.add(part.name())));
    this.names = Names.columns(all, wishes.names(), collided);
    this.rest = Names.free(REST, names.values());
    if (!collided.isEmpty()) {
      findings.add(
          Finding.doubt(
              Finding.Kind.NAMES_COLLIDE,
              "",
              "the attributes %s would not each have a column of its own; they keep their names"
                  .formatted(collided)));
    }
  }

  /** The attributes that get a column, beside the key's. */
  private List<String> withColumns() {
    List<String> others =
        profile.attributes().stream()
            .filter(attribute -> !facts.keyNames().contains(attribute.name()))
            .sorted(
                Comparator.comparingLong(AttributeProfile::count)
                    .reversed()
                    .thenComparing(AttributeProfile::name))
            .map(AttributeProfile::name)
            .toList();
    if (others.size() > COLUMNS_MAX) {
      findings.add(
          Finding.doubt(
              Finding.Kind.MANY_ATTRIBUTES,
              "",
              "%d attributes were seen; the %d most frequent have columns, the others stand in"
                      .formatted(others.size(), COLUMNS_MAX)
                  + " column "
                  + REST
                  + ", with their types"));
    }
    Stream<String> chosen = others.stream().limit(COLUMNS_MAX);
    return Stream.concat(chosen, facts.expiry().stream())
        .filter(name -> !facts.keyNames().contains(name))
        .distinct()
        .sorted()
        .toList();
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.add(
        new Target(
            wishes.table(),
            Optional.empty(),
            List.of(key(facts.key().get(0))),
            facts.key().stream().skip(1).map(this::key).toList(),
            columns(name -> true, Set.of()),
            Optional.of(rest)));
    for (IndexFacts index : facts.indexes()) {
      if (hasTwin(index)) {
        targets.add(twin(index, targets));
      }
    }
    facts
        .settings()
        .vectorIndexes()
        .forEach(
            name ->
                findings.add(
                    Finding.loss(
                        Finding.Kind.VECTOR_INDEX,
                        "",
                        "nothing is proposed for vector index %s; the target has vector types and"
                                .formatted(name)
                            + " indexes of its own, and the application's queries change")));
    return targets;
  }

  /** A table whose key has other attributes than the item's needs the item as it was. */
  private boolean hasTwin(IndexFacts index) {
    if (facts.stream().isPresent() && !facts.stream().get().hasOldImages()) {
      findings.add(
          Finding.loss(
              Finding.Kind.INDEX,
              "",
              ("index %s has no table: its rows move when an item changes, which takes a stream of"
                      + " view type NEW_AND_OLD_IMAGES; switch to one, or query the target in"
                      + " another way")
                  .formatted(index.name())));
      return false;
    }
    return true;
  }

  private Target twin(IndexFacts index, List<Target> before) {
    String name =
        Names.free(
            Names.table(wishes.table() + "_" + index.name()),
            before.stream().map(Target::name).toList());
    List<Column> partition =
        index.key().stream().limit(index.partitionParts()).map(this::key).toList();
    Set<String> taken = new HashSet<>();
    partition.forEach(column -> taken.add(column.attribute()));
    List<Column> clustering =
        Stream.concat(index.key().stream().skip(index.partitionParts()), facts.key().stream())
            .filter(part -> taken.add(part.name()))
            .map(this::key)
            .toList();
    Predicate<String> isProjected =
        attribute -> index.projected().map(all -> all.contains(attribute)).orElse(true);
    findings.add(
        Finding.note(
            Finding.Kind.INDEX,
            "",
            "%s index %s has table %s, which a sink of its own fills"
                .formatted(index.kind(), index.name(), name)));
    return new Target(
        name,
        Optional.of(index.name()),
        partition,
        clustering,
        columns(isProjected, taken),
        index.projected().isEmpty() ? Optional.of(rest) : Optional.empty());
  }

  private Column key(KeyPart part) {
    return choice.ofKey(names.get(part.name()), part.type(), profile.attribute(part.name()));
  }

  private List<Column> columns(Predicate<String> isWanted, Set<String> taken) {
    return columns.stream()
        .filter(name -> isWanted.test(name) && !taken.contains(name))
        .map(this::column)
        .collect(Collectors.toList());
  }

  /** An attribute of an expiry that no sampled item has is a number. */
  private Column column(String attribute) {
    AttributeProfile seen = profile.attribute(attribute);
    return seen.count() == 0
        ? Column.plain(names.get(attribute), "decimal", attribute)
        : choice.of(names.get(attribute), seen);
  }
}
