package dev.messina.cli.plan;

import dev.messina.cli.plan.attribute.AttributeProfile;
import dev.messina.cli.plan.check.Reached;
import dev.messina.cli.plan.estimate.Estimate;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as lines for people. */
public final class PlanLines {

  private static final double MEGABYTE = 1e6;

  private PlanLines() {}

  public static String line(Reached reached) {
    return "%s at %s answers in %d ms: %s"
        .formatted(reached.service(), reached.place(), reached.roundTripMs(), reached.says());
  }

  /**
   * @param showsValues whether the least and the greatest value are in them
   */
  public static List<String> lines(TablePlan plan, boolean showsValues) {
    TableFacts facts = plan.facts();
    List<String> lines = new ArrayList<>();
    lines.add("Table " + facts.name());
    lines.add("  key          " + key(facts.key()));
    facts.stream().ifPresent(stream -> lines.add("  stream       " + stream.view()));
    if (facts.size().isPresent()) {
      lines.add("  billing      " + billing(facts.settings().capacity()));
      lines.add("  expiry       " + facts.expiry().orElse("off"));
      lines.add(
          "  recovery     "
              + facts
                  .settings()
                  .recovery()
                  .map(window -> window.earliest() + " to " + window.latest())
                  .orElse("off"));
    }
    facts
        .indexes()
        .forEach(
            index ->
                lines.add(
                    "  index        %s, %s: %s"
                        .formatted(index.name(), index.kind(), key(index.key()))));
    lines.add(
        "  sample       %d items of %d places%s"
            .formatted(
                plan.sample().items().size(),
                plan.sample().places(),
                plan.sample().isComplete() ? ", all there are" : ""));
    plan.profile().attributes().forEach(seen -> lines.add(attribute(seen, plan, showsValues)));
    lines.addAll(estimate(plan.estimate()));
    plan.findings().forEach(finding -> lines.add("  " + finding.line()));
    return lines;
  }

  private static String key(List<KeyPart> key) {
    return key.stream()
        .map(part -> part.name() + " " + part.type())
        .collect(Collectors.joining(", "));
  }

  private static String billing(TableFacts.Capacity capacity) {
    String provisioned =
        capacity.provisionedReads() == 0
            ? ""
            : ", %d read units a second".formatted(capacity.provisionedReads());
    String warm =
        capacity.warmReads() == 0
            ? ""
            : ", warm for %d reads and %d writes a second"
                .formatted(capacity.warmReads(), capacity.warmWrites());
    return capacity.billing() + provisioned + warm;
  }

  private static String attribute(AttributeProfile seen, TablePlan plan, boolean showsValues) {
    StringBuilder line = new StringBuilder("  attribute    ").append(seen.name()).append(": ");
    line.append(
        seen.types().entrySet().stream()
            .map(type -> type.getKey() + " " + type.getValue())
            .collect(Collectors.joining(", ")));
    line.append(", %d bytes, at most %d".formatted(seen.sizes().typical(), seen.sizes().most()));
    if (seen.digits().significant() > 0) {
      line.append(", digits %d.%d".formatted(seen.digits().integer(), seen.digits().fraction()));
    }
    if (seen.depth() > 0) {
      line.append(", %d deep".formatted(seen.depth()));
    }
    if (seen.members() > 0) {
      line.append(", up to %d members".formatted(seen.members()));
    }
    if (seen.empties() > 0) {
      line.append(", %d empty".formatted(seen.empties()));
    }
    if (!seen.meanings().word().isEmpty()) {
      line.append(", like ").append(seen.meanings().word());
    }
    if (showsValues) {
      seen.range()
          .ifPresent(
              range ->
                  line.append(", from '%s' to '%s'".formatted(range.smallest(), range.largest())));
    }
    return line.append(" -> ")
        .append(plan.proposal().type(seen.name()).orElse("the column of the rest"))
        .toString();
  }

  private static List<String> estimate(Estimate estimate) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  table        about %d items, %s".formatted(estimate.items(), size(estimate.bytes())));
    lines.add(
        "  snapshot     about %d read units, %s"
            .formatted(estimate.readUnits(), time(estimate.snapshot())));
    lines.add(
        "  topic        about %s of the snapshot, before compression"
            .formatted(size(estimate.topic().bytes())));
    estimate.stream()
        .ifPresent(
            changes -> {
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "  changes      about %.1f a second, %s a day",
                      changes.perSecond(),
                      size(changes.topicBytesPerDay())));
              lines.add(
                  "  disk         about %s for Kafka, all copies, compressed"
                      .formatted(size(changes.diskBytes())));
            });
    estimate
        .cost()
        .ifPresent(
            cost ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  cost         %.2f %s for the snapshot, %.2f a day for the stream, %.2f a"
                            + " month for the disk; prices of %s in %s",
                        cost.snapshot(),
                        cost.prices().currency(),
                        cost.streamPerDay(),
                        cost.diskPerMonth(),
                        cost.prices().date(),
                        cost.prices().region())));
    return lines;
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }

  private static String time(Duration duration) {
    return duration.toHours() > 0
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
