package dev.messina.cli.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.plan.attribute.AttributeProfile;
import dev.messina.cli.plan.attribute.Partitions;
import dev.messina.cli.plan.check.Reached;
import dev.messina.cli.plan.estimate.Estimate;
import dev.messina.cli.plan.table.IndexFacts;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import java.util.List;

/** A plan as one JSON object. */
public final class PlanForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String ITEMS = "items";

  private PlanForms() {}

  /**
   * @param showsValues whether the least and the greatest value are in it
   */
  public static ObjectNode json(List<TablePlan> plans, List<Reached> reached, boolean showsValues) {
    ObjectNode json = NODES.objectNode();
    json.put("verdict", plans.stream().anyMatch(TablePlan::isDoubtful) ? "doubts" : "planned");
    ArrayNode services = json.putArray("reached");
    reached.forEach(
        one ->
            services
                .addObject()
                .put("service", one.service())
                .put("place", one.place())
                .put("round_trip_ms", one.roundTripMs())
                .put("says", one.says()));
    ArrayNode tables = json.putArray("tables");
    plans.forEach(plan -> tables.add(table(plan, showsValues)));
    return json;
  }

  private static ObjectNode table(TablePlan plan, boolean showsValues) {
    TableFacts facts = plan.facts();
    ObjectNode json = NODES.objectNode().put("table", facts.name());
    json.set("key", key(facts.key()));
    json.put("expiry", facts.expiry().orElse(null));
    json.set("stream", stream(facts));
    json.set("settings", settings(facts));
    ArrayNode indexes = json.putArray("indexes");
    facts.indexes().forEach(index -> indexes.add(index(index)));
    json.putObject("sample")
        .put(ITEMS, plan.sample().items().size())
        .put("complete", plan.sample().isComplete())
        .put("places", plan.sample().places())
        .put("read_units", plan.sample().readUnits());
    Partitions.Size largest = plan.profile().partitions().largest();
    json.putObject("partitions")
        .put("seen", plan.profile().partitions().count())
        .put("largest_items", largest.items())
        .put("largest_bytes", largest.bytes());
    ArrayNode attributes = json.putArray("attributes");
    plan.profile().attributes().forEach(seen -> attributes.add(attribute(seen, plan, showsValues)));
    json.set("estimate", estimate(plan.estimate()));
    ObjectNode topic = json.putObject("topic");
    topic
        .put("name", plan.proposal().topic().name())
        .put("partitions", plan.proposal().topic().partitions())
        .put("cleanup_policy", "delete")
        .put("retention_ms", plan.proposal().topic().retentionMs());
    ArrayNode files = json.putArray("files");
    plan.proposal().files().keySet().forEach(files::add);
    ArrayNode findings = json.putArray("findings");
    plan.findings()
        .forEach(
            finding ->
                findings
                    .addObject()
                    .put("level", finding.level().word())
                    .put("kind", finding.kind().word())
                    .put("attribute", finding.attribute())
                    .put("text", finding.text()));
    return json;
  }

  private static ArrayNode key(List<KeyPart> key) {
    ArrayNode parts = NODES.arrayNode();
    key.forEach(part -> parts.addObject().put("name", part.name()).put("type", part.type()));
    return parts;
  }

  private static ObjectNode stream(TableFacts facts) {
    return facts.stream()
        .map(
            stream ->
                NODES
                    .objectNode()
                    .put("view", stream.view())
                    .put("since", stream.since() == null ? null : stream.since().toString()))
        .orElse(null);
  }

  private static ObjectNode settings(TableFacts facts) {
    TableFacts.Settings settings = facts.settings();
    ObjectNode json =
        NODES
            .objectNode()
            .put("billing", settings.capacity().billing())
            .put("provisioned_reads", settings.capacity().provisionedReads())
            .put("warm_reads", settings.capacity().warmReads())
            .put("warm_writes", settings.capacity().warmWrites())
            .put(
                "recovery_from",
                settings.recovery().map(window -> window.earliest().toString()).orElse(null));
    ArrayNode replicas = json.putArray("replicas");
    settings.replicas().forEach(replicas::add);
    ArrayNode vectors = json.putArray("vector_indexes");
    settings.vectorIndexes().forEach(vectors::add);
    return json;
  }

  private static ObjectNode index(IndexFacts index) {
    ObjectNode json = NODES.objectNode().put("name", index.name()).put("kind", index.kind());
    json.set("key", key(index.key()));
    return json.put("projection", index.projected().isEmpty() ? "all" : "some");
  }

  private static ObjectNode attribute(AttributeProfile seen, TablePlan plan, boolean showsValues) {
    ObjectNode json = NODES.objectNode().put("name", seen.name()).put(ITEMS, seen.count());
    ObjectNode types = json.putObject("types");
    seen.types().forEach(types::put);
    json.put("bytes_typical", seen.sizes().typical()).put("bytes_most", seen.sizes().most());
    json.putObject("digits")
        .put("integer", seen.digits().integer())
        .put("fraction", seen.digits().fraction())
        .put("significant", seen.digits().significant());
    json.put("depth", seen.depth())
        .put("members", seen.members())
        .put("empties", seen.empties())
        .put("like", seen.meanings().word())
        .put("column", plan.proposal().type(seen.name()).orElse(null));
    if (showsValues) {
      seen.range()
          .ifPresent(
              range -> json.put("smallest", range.smallest()).put("largest", range.largest()));
    }
    return json;
  }

  private static ObjectNode estimate(Estimate estimate) {
    ObjectNode json =
        NODES
            .objectNode()
            .put(ITEMS, estimate.items())
            .put("bytes", estimate.bytes())
            .put("read_units", estimate.readUnits())
            .put("snapshot_seconds", estimate.snapshot().toSeconds())
            .put("record_bytes", estimate.topic().recordBytes())
            .put("topic_bytes", estimate.topic().bytes())
            .put("topic_disk_bytes", estimate.topic().diskBytes());
    json.set(
        "changes",
        estimate.stream()
            .map(
                changes ->
                    NODES
                        .objectNode()
                        .put("per_second", changes.perSecond())
                        .put("topic_bytes_a_day", changes.topicBytesPerDay())
                        .put("topic_disk_bytes_a_day", changes.topicDiskBytesPerDay())
                        .put("disk_bytes", changes.diskBytes())
                        .put("stream_reads_a_day", changes.readsPerDay()))
            .orElse(null));
    json.set(
        "cost",
        estimate
            .cost()
            .map(
                cost ->
                    NODES
                        .objectNode()
                        .put("currency", cost.prices().currency())
                        .put("prices_of", cost.prices().date())
                        .put("region", cost.prices().region())
                        .put("snapshot", cost.snapshot())
                        .put("stream_a_day", cost.streamPerDay())
                        .put("disk_a_month", cost.diskPerMonth()))
            .orElse(null));
    return json;
  }
}
