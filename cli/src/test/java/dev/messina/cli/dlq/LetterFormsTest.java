package dev.messina.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterFormsTest {

  private static final Judged OPEN =
      new Judged(letter(3, "attribute 'seats' has no column"), State.OPEN);
  private static final Judged STALE =
      new Judged(letter(8, "attribute 'seats' has no column"), State.STALE);
  private static final Judged OTHER = new Judged(letter(9, "no JSON"), State.UNKNOWN);

  @Test
  void lettersOfOneCauseAreOneReason() {
    assertThat(LetterForms.lines(List.of(OPEN, STALE, OTHER), "q", 4))
        .containsExactly(
            "2 letters (1 open, 1 stale): Record …: attribute 'seats' has no column",
            "    from 1970-01-01T00:00:03Z to 1970-01-01T00:00:08Z, of {t-0=2}; such as q-0@8",
            "1 letters (0 open, 1 unknown): Record …: no JSON",
            "    from 1970-01-01T00:00:09Z to 1970-01-01T00:00:09Z, of {t-0=1}; such as q-0@9",
            "4 older letters were not read; --max-letters reads more.",
            "q: 3 letters, 1 open, 1 stale, 1 unknown; 1 keys are open");
  }

  @Test
  void programsGetTheSame() {
    assertThat(LetterForms.json(List.of(OPEN, STALE), "q", 0, true))
        .containsExactly(
            "{\"type\":\"reason\",\"reason\":\"Record …: attribute 'seats' has no column\","
                + "\"class\":\"DataException\",\"letters\":2,\"open\":1,\"coming\":0,\"stale\":1,"
                + "\"unknown\":0,\"first\":\"1970-01-01T00:00:03Z\","
                + "\"last\":\"1970-01-01T00:00:08Z\",\"partitions\":{\"t-0\":2},"
                + "\"example\":\"q-0@8\"}",
            "{\"type\":\"letter\",\"at\":\"q-0@3\",\"time\":\"1970-01-01T00:00:03Z\","
                + "\"state\":\"open\",\"of\":\"t-0@3\",\"key\":{\"id\":\"v-2\"}}",
            "{\"type\":\"letter\",\"at\":\"q-0@8\",\"time\":\"1970-01-01T00:00:08Z\","
                + "\"state\":\"stale\",\"of\":\"t-0@8\",\"key\":{\"id\":\"v-2\"}}",
            "{\"type\":\"summary\",\"queue\":\"q\",\"letters\":2,\"open\":1,\"coming\":0,"
                + "\"stale\":1,\"unknown\":0,\"open_keys\":1,\"skipped\":0}");
  }

  @Test
  void aValueIsToldOnlyWhereItIsWanted() {
    assertThat(LetterForms.lines(OPEN, false)).hasSize(6).noneMatch(line -> line.contains("4711"));
    assertThat(LetterForms.explained(OPEN, false)).doesNotContain("4711");
    assertThat(LetterForms.lines(OPEN, true)).last().isEqualTo("Value      {\"seats\":4711}");
    assertThat(LetterForms.explained(OPEN, true)).contains("\"value\":\"{\\\"seats\\\":4711}\"");
  }

  @Test
  void aLetterWithoutHeadersSaysWhichOptionIsMissing() {
    Letter bare =
        new Letter(
            new RecordPlace("q", 0, 1),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Map.of());
    assertThat(bare.reason())
        .isEqualTo("unknown: the sink has errors.deadletterqueue.context.headers.enable=false");
    assertThat(bare.of()).isEmpty();
  }

  @Test
  void aPlaceIsReadWithItsTopicOrWithout() {
    assertThat(RecordPlace.parse("q-b.c-3@17", "other")).hasToString("q-b.c-3@17");
    assertThat(RecordPlace.parse("3@17", "q")).hasToString("q-3@17");
    assertThatThrownBy(() -> RecordPlace.parse("17", "q"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'17' is no PARTITION@OFFSET");
  }

  private static Letter letter(long offset, String problem) {
    return new Letter(
        new RecordPlace("q", 0, offset),
        Instant.ofEpochSecond(offset),
        Optional.of(bytes("{\"id\":\"v-2\"}")),
        Optional.of(bytes("{\"seats\":4711}")),
        Map.of(
            "__connect.errors.topic", "t",
            "__connect.errors.partition", "0",
            "__connect.errors.offset", Long.toString(offset),
            "__connect.errors.exception.class.name", "DataException",
            "__connect.errors.exception.message", "Record t-0@" + offset + ": " + problem));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
