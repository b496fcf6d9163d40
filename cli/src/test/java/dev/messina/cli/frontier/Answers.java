package dev.messina.cli.frontier;

import dev.messina.verification.frontier.Frontier;
import java.time.Instant;
import java.util.List;

/** Answers of a look, for tests. */
final class Answers {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant UNTIL = Instant.parse("2026-03-01T11:58:55Z");
  static final Frontier.Reading KNOWN = new Frontier.Known(UNTIL, "shard a is read");
  static final Frontier.Reading NOT_YET = new Frontier.NotYet("a snapshot is read");
  static final Frontier.Reading UNKNOWN = new Frontier.Unknown(List.of("one", "other"));

  private Answers() {}

  static TableFrontier table(String name, Frontier.Reading reading) {
    return new TableFrontier("from", "to", name, "shop." + name, reading);
  }

  static FrontierAnswer of(TableFrontier... tables) {
    return new FrontierAnswer(NOW, List.of(tables));
  }
}
