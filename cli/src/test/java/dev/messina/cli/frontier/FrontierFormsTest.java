package dev.messina.cli.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class FrontierFormsTest {

  private static final ItemKey KEY = new ItemKey(Map.of("pk", AttributeValue.fromS("a")));

  @Test
  void theEarliestOfAllTablesCounts() {
    Instant earlier = Answers.UNTIL.minusSeconds(60);
    FrontierAnswer answer =
        Answers.of(
            Answers.table("orders", Answers.KNOWN),
            Answers.table("lines", new Frontier.Known(earlier, "shard b is read")));

    assertThat(FrontierForms.json(answer, Answers.NOW))
        .hasToString(
            "{\"looked_at\":\"2026-03-01T12:00:00Z\",\"state\":\"known\","
                + "\"frontier\":\"2026-03-01T11:57:55Z\",\"age_ms\":125000,\"tables\":["
                + "{\"table\":\"orders\",\"source\":\"from\",\"sink\":\"to\","
                + "\"topic\":\"shop.orders\",\"state\":\"known\","
                + "\"frontier\":\"2026-03-01T11:58:55Z\",\"age_ms\":65000,"
                + "\"held_by\":\"shard a is read\",\"reasons\":[]},"
                + "{\"table\":\"lines\",\"source\":\"from\",\"sink\":\"to\","
                + "\"topic\":\"shop.lines\",\"state\":\"known\","
                + "\"frontier\":\"2026-03-01T11:57:55Z\",\"age_ms\":125000,"
                + "\"held_by\":\"shard b is read\",\"reasons\":[]}]}");
  }

  @Test
  void theWorstOfAllTablesCounts() {
    TableFrontier known = Answers.table("orders", Answers.KNOWN);
    TableFrontier notYet = Answers.table("lines", Answers.NOT_YET);
    TableFrontier unknown = Answers.table("users", Answers.UNKNOWN);

    assertThat(Answers.of(known, notYet).state()).isEqualTo("not_yet");
    assertThat(Answers.of(notYet, unknown, known).state()).isEqualTo("unknown");
    assertThat(Answers.of(known, unknown).frontier()).isEmpty();
    assertThat(FrontierForms.json(Answers.of(unknown), Answers.NOW))
        .hasToString(
            "{\"looked_at\":\"2026-03-01T12:00:00Z\",\"state\":\"unknown\",\"frontier\":null,"
                + "\"age_ms\":null,\"tables\":[{\"table\":\"users\",\"source\":\"from\","
                + "\"sink\":\"to\",\"topic\":\"shop.users\",\"state\":\"unknown\","
                + "\"frontier\":null,\"age_ms\":null,\"held_by\":null,"
                + "\"reasons\":[\"one\",\"other\"]}]}");
  }

  @Test
  void peopleGetALineForEachReason() {
    FrontierAnswer answer =
        Answers.of(
            Answers.table("orders", Answers.KNOWN),
            Answers.table("lines", Answers.NOT_YET),
            Answers.table("users", Answers.UNKNOWN));

    assertThat(FrontierForms.lines(answer, Answers.NOW))
        .containsExactly(
            "orders by to: applied up to 2026-03-01T11:58:55Z, 1 min 5 s ago (shard a is read)",
            "lines by to: not yet: a snapshot is read",
            "users by to: unknown: one",
            "users by to: unknown: other");
  }

  @Test
  void anItemIsSettledOnlyWhereAllIsKnown() {
    assertThat(key(Answers.KNOWN, Optional.empty(), Optional.empty()).state())
        .isEqualTo(KeyAnswer.State.SETTLED);
    assertThat(key(Answers.NOT_YET, Optional.empty(), Optional.empty()).state())
        .isEqualTo(KeyAnswer.State.UNKNOWN);
    assertThat(key(Answers.KNOWN, Optional.empty(), Optional.empty(), "too much").state())
        .isEqualTo(KeyAnswer.State.UNKNOWN);
  }

  @Test
  void whatIsSeenOfAnItemCountsWithoutAFrontierToo() {
    assertThat(key(Answers.UNKNOWN, Optional.of(Answers.UNTIL), Optional.empty()).state())
        .isEqualTo(KeyAnswer.State.IN_FLIGHT);
    assertThat(key(Answers.UNKNOWN, Optional.of(Answers.UNTIL), letter(false)).state())
        .isEqualTo(KeyAnswer.State.DEAD_LETTERED);
    assertThat(key(Answers.KNOWN, Optional.empty(), letter(true)).state())
        .isEqualTo(KeyAnswer.State.SETTLED);
  }

  @Test
  void anItemAsOneObject() {
    KeyAnswer answer = key(Answers.NOT_YET, Optional.of(Answers.UNTIL), letter(false), "doubt");

    assertThat(FrontierForms.json(answer, Answers.NOW))
        .hasToString(
            "{\"looked_at\":\"2026-03-01T12:00:00Z\",\"table\":\"orders\",\"source\":\"from\","
                + "\"sink\":\"to\",\"topic\":\"shop.orders\",\"key\":{\"pk\":{\"S\":\"a\"}},"
                + "\"state\":\"dead_lettered\",\"in_flight_since\":\"2026-03-01T11:58:55Z\","
                + "\"dead_letter\":{\"topic\":\"rejected\",\"partition\":1,\"offset\":7,"
                + "\"at\":\"2026-03-01T11:58:55Z\",\"later_change_applied\":false},"
                + "\"frontier\":null,\"age_ms\":null,\"held_by\":null,"
                + "\"reasons\":[\"a snapshot is read\",\"doubt\"]}");
    assertThat(FrontierForms.lines(answer, Answers.NOW))
        .containsExactly("dead-lettered at 2026-03-01T11:58:55Z: rejected-1@7");
  }

  @Test
  void agesAreShort() {
    assertThat(FrontierForms.age(Duration.ofMillis(41_900))).isEqualTo("41 s");
    assertThat(FrontierForms.age(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
    assertThat(FrontierForms.age(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    assertThat(FrontierForms.age(Duration.ofSeconds(-3))).isEqualTo("0 s");
  }

  private static Optional<KeyAnswer.Letter> letter(boolean mended) {
    return Optional.of(new KeyAnswer.Letter("rejected", 1, 7, Answers.UNTIL, mended));
  }

  private static KeyAnswer key(
      Frontier.Reading reading,
      Optional<Instant> inFlightSince,
      Optional<KeyAnswer.Letter> letter,
      String... doubts) {
    return new KeyAnswer(
        Answers.NOW, KEY, Answers.table("orders", reading), inFlightSince, letter, List.of(doubts));
  }
}
