package dev.messina.cli.plan.propose;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.plan.Finding;
import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.table.TableFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is proposed for a table: the files of a folder, the same ones for the same input. */
public final class Proposal {

  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Target> targets;
  private final Connectors connectors;
  private final TopicSettings topic;
  private final Wishes wishes;

  /**
   * @param facts of the table
   * @param profile of its items
   * @param topic of its changes
   */
  public Proposal(TableFacts facts, Profile profile, TopicSettings topic, Wishes wishes) {
    this.wishes = wishes;
    this.topic = topic;
    this.targets = new Tables(facts, profile, wishes, findings).targets();
    this.connectors = new Connectors(facts, topic, wishes);
    Schema schema =
        new Schema(wishes.keyspace(), wishes.keyspaceReplicas(), profile.sizes().average());
    files.put("README.md", Steps.text(facts, targets, topic, wishes));
    files.put("schema.cql", schema.portable(targets));
    files.put("schema-scylla.cql", schema.scylla(targets));
    files.put("source.json", Connectors.json(connectors.source(hasTwins())));
    for (Target target : targets) {
      ObjectNode mapping = MappingDocument.of(target, facts.key(), facts.expiry());
      files.put(target.file("mapping", ".yaml"), MappingDocument.yaml(mapping));
      files.put(target.file("sink", ".json"), Connectors.json(connectors.sink(target, mapping)));
    }
  }

  private boolean hasTwins() {
    return targets.size() > 1;
  }

  /** Text by name of the file. */
  public Map<String, String> files() {
    return files;
  }

  /** Puts all that is to be known onto the page of the folder. */
  public void explain(List<Finding> all) {
    if (!all.isEmpty()) {
      String lines = all.stream().map(finding -> "- " + finding.line()).collect(joining("\n"));
      files.merge("README.md", "\n## Losses and doubts\n\n" + lines + "\n", String::concat);
    }
  }

  /** What is lost or in doubt by the choice of columns and tables. */
  public List<Finding> findings() {
    return findings;
  }

  /** The CQL type of the column that an attribute has; empty if it has none of its own. */
  public Optional<String> type(String attribute) {
    return targets
        .get(0)
        .all()
        .filter(column -> column.attribute().equals(attribute))
        .map(Column::type)
        .findFirst();
  }

  /** Mapping documents and sinks by the table that they fill, as keyspace.table. */
  public Map<String, Check> checks() {
    Map<String, Check> checks = new TreeMap<>();
    for (Target target : targets) {
      checks.put(
          wishes.keyspace() + "." + target.name(),
          new Check(
              files.get(target.file("mapping", ".yaml")),
              connectors.sink(target, JsonNodeFactory.instance.objectNode())));
    }
    return checks;
  }

  /**
   * What rows of a table are tried with.
   *
   * @param mapping the document
   * @param sink that writes them
   */
  public record Check(String mapping, ConnectorFile sink) {}

  public TopicSettings topic() {
    return topic;
  }

  /** How many tables are proposed. */
  public int tables() {
    return targets.size();
  }
}
