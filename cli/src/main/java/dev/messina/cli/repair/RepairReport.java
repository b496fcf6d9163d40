package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.sweep.Epoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a repair has done, or would do.
 *
 * @param applied whether it is more than a plan
 * @param refused why nothing was done, or no more
 * @param epochs under which the source has read items again
 * @param audit where it is written down, if it is
 */
public record RepairReport(
    boolean applied,
    List<Repaired> steps,
    Optional<Refused> refused,
    List<Epoch> epochs,
    Optional<Path> audit) {

  public RepairReport {
    steps = List.copyOf(steps);
    epochs = List.copyOf(epochs);
  }

  /** What it comes to. */
  public enum Verdict {
    /** All is mended, or would be tried. */
    DONE,
    /** Something is not. */
    INCOMPLETE,
    /** Nothing was done, or it is not known what has become of it. */
    REFUSED
  }

  /** What it comes to. */
  public Verdict verdict() {
    if (refused.isPresent()) {
      return Verdict.REFUSED;
    }
    return steps.stream().allMatch(step -> step.outcome().isMended())
        ? Verdict.DONE
        : Verdict.INCOMPLETE;
  }

  /** By outcome, how many things have come to it. */
  public Map<String, Long> outcomes() {
    return steps.stream()
        .collect(
            Collectors.groupingBy(
                step -> step.outcome().word(), TreeMap::new, Collectors.counting()));
  }

  /** One object for each thing, and one that sums up. */
  public List<String> json() {
    List<String> lines = new ArrayList<>();
    for (Repaired step : steps) {
      lines.add(step.addTo(JsonNodeFactory.instance.objectNode().put("type", "repair")).toString());
    }
    lines.add(addTo(JsonNodeFactory.instance.objectNode().put("type", "summary")).toString());
    return lines;
  }

  /** Adds what sums up to an object. */
  ObjectNode addTo(ObjectNode json) {
    json.put("verdict", applied || refused.isPresent() ? word() : "plan");
    refused.ifPresent(why -> json.put("refused", why.code()).put("reason", why.reason()));
    ObjectNode counts = json.putObject("outcomes");
    outcomes().forEach(counts::put);
    epochs.forEach(epoch -> json.withArray("epochs_us").add(epoch.micros()));
    audit.ifPresent(file -> json.put("audit", file.toString()));
    return json;
  }

  private String word() {
    return verdict().name().toLowerCase(Locale.ROOT);
  }

  /**
   * For people: what is not mended, or all of a plan; then what sums up.
   *
   * @param shown how many things at most
   */
  public List<String> lines(int shown) {
    List<Repaired> told =
        steps.stream()
            .filter(step -> !step.outcome().isMended() || step.outcome() == Outcome.PLANNED)
            .toList();
    List<String> lines = new ArrayList<>(told.stream().limit(shown).map(Repaired::line).toList());
    if (told.size() > shown) {
      lines.add("and " + (told.size() - shown) + " more; --json lists all");
    }
    refused.ifPresent(why -> lines.add("Refused: " + why.reason()));
    if (refused.isEmpty()) {
      lines.add(conclusion());
    }
    audit.ifPresent(file -> lines.add("Written down in " + file + "."));
    return lines;
  }

  private String conclusion() {
    if (steps.isEmpty()) {
      return "Nothing to repair.";
    }
    String counts =
        outcomes().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "));
    String epoch = epochs.isEmpty() ? "" : "; epoch " + epochs.get(0).instant();
    return (applied ? verdict() : "PLAN")
        + ": "
        + counts
        + epoch
        + (applied ? ". Verify again." : ". Nothing was done; messina repair apply does it.");
  }
}
