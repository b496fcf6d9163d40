package dev.messina.cli.frontier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The frontier for programs and for people. docs/frontier.md has the fields. */
public final class FrontierForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FrontierForms() {}

  /**
   * All of an answer, as one object.
   *
   * @param now to which ages are counted
   */
  public static ObjectNode json(FrontierAnswer answer, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("looked_at", answer.lookedAt().toString());
    json.put("state", answer.state());
    putFrontier(json, answer.frontier(), now);
    answer.tables().forEach(table -> json.withArray("tables").add(json(table, now)));
    return json;
  }

  /** The part of one table. */
  public static ObjectNode json(TableFrontier table, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("table", table.table());
    json.put("source", table.source());
    json.put("sink", table.sink());
    json.put("topic", table.topic());
    json.put("state", table.state());
    putReading(json, table.reading(), now);
    return json;
  }

  /** {@code known}, {@code not_yet} or {@code unknown}. */
  public static String state(Frontier.Reading reading) {
    if (reading instanceof Frontier.Known) {
      return FrontierAnswer.KNOWN;
    }
    return reading instanceof Frontier.NotYet ? FrontierAnswer.NOT_YET : FrontierAnswer.UNKNOWN;
  }

  /** The fields {@code frontier}, {@code age_ms}, {@code held_by} and {@code reasons}. */
  public static void putReading(ObjectNode json, Frontier.Reading reading, Instant now) {
    Optional<Frontier.Known> known = known(reading);
    putFrontier(json, known.map(Frontier.Known::appliedUntil), now);
    json.put("held_by", known.map(Frontier.Known::heldBy).orElse(null));
    json.putArray("reasons");
    reasons(reading).forEach(json.withArray("reasons")::add);
  }

  private static void putFrontier(ObjectNode json, Optional<Instant> frontier, Instant now) {
    json.put("frontier", frontier.map(Instant::toString).orElse(null));
    json.put("age_ms", frontier.map(until -> Duration.between(until, now).toMillis()).orElse(null));
  }

  private static Optional<Frontier.Known> known(Frontier.Reading reading) {
    return reading instanceof Frontier.Known known ? Optional.of(known) : Optional.empty();
  }

  /** Why it is not known; none if it is. */
  public static List<String> reasons(Frontier.Reading reading) {
    if (reading instanceof Frontier.NotYet notYet) {
      return notYet.reasons();
    }
    return reading instanceof Frontier.Unknown unknown ? unknown.reasons() : List.of();
  }

  /** How one item stands, as one object. */
  public static ObjectNode json(KeyAnswer answer, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("looked_at", answer.lookedAt().toString());
    json.put("table", answer.frontier().table());
    json.put("source", answer.frontier().source());
    json.put("sink", answer.frontier().sink());
    json.put("topic", answer.frontier().topic());
    json.putRawValue("key", new RawValue(answer.key().toString()));
    json.put("state", answer.state().name().toLowerCase(Locale.ROOT));
    json.put("in_flight_since", answer.inFlightSince().map(Instant::toString).orElse(null));
    json.putNull("dead_letter");
    answer
        .letter()
        .ifPresent(
            letter ->
                json.putObject("dead_letter")
                    .put("topic", letter.queue())
                    .put("partition", letter.partition())
                    .put("offset", letter.offset())
                    .put("at", letter.at().toString())
                    .put("later_change_applied", letter.mended()));
    putReading(json, answer.frontier().reading(), now);
    answer.doubts().forEach(json.withArray("reasons")::add);
    return json;
  }

  /** How one item stands, for people. */
  public static List<String> lines(KeyAnswer answer, Instant now) {
    return switch (answer.state()) {
      case SETTLED ->
          List.of("settled: " + text((Frontier.Known) answer.frontier().reading(), now));
      case IN_FLIGHT ->
          List.of("in flight since " + answer.inFlightSince().map(Instant::toString).orElse(""));
      case DEAD_LETTERED ->
          answer.letter().stream()
              .map(
                  letter ->
                      "dead-lettered at %s: %s-%d@%d"
                          .formatted(
                              letter.at(), letter.queue(), letter.partition(), letter.offset()))
              .toList();
      case UNKNOWN ->
          Stream.concat(reasons(answer.frontier().reading()).stream(), answer.doubts().stream())
              .map(reason -> "unknown: " + reason)
              .toList();
    };
  }

  /** An answer for people: a line for each table, and one for each reason. */
  public static List<String> lines(FrontierAnswer answer, Instant now) {
    return answer.tables().stream().flatMap(table -> lines(table, now).stream()).toList();
  }

  private static List<String> lines(TableFrontier table, Instant now) {
    String which = "%s by %s: ".formatted(table.table(), table.sink());
    if (table.reading() instanceof Frontier.Known known) {
      return List.of(which + text(known, now));
    }
    return reasons(table.reading()).stream()
        .map(reason -> which + table.state().replace('_', ' ') + ": " + reason)
        .toList();
  }

  /** {@code applied up to TIME, AGE ago (SHARD is read)}. */
  public static String text(Frontier.Known known, Instant now) {
    return "applied up to %s, %s ago (%s)"
        .formatted(
            known.appliedUntil(), age(Duration.between(known.appliedUntil(), now)), known.heldBy());
  }

  /** A time span for people: {@code 41 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  public static String age(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %d min", seconds / 3_600, seconds % 3_600 / 60);
  }
}
