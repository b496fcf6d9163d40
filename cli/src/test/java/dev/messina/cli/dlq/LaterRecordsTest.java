package dev.messina.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which dead letters are still open. */
class LaterRecordsTest {

  private static final Letter LETTER = letter(5, "a", "500");

  private final LaterRecords later = new LaterRecords(List.of(LETTER, letter(9, "a", "900")));

  @Test
  void withoutALaterRecordALetterIsOpen() {
    see(7, "b", 700);
    see(4, "a", 1_000);
    assertThat(state(LETTER, 10)).isEqualTo(State.OPEN);
  }

  @Test
  void aLaterRecordThatIsWrittenMakesItStale() {
    see(7, "a", 700);
    assertThat(state(LETTER, 8)).isEqualTo(State.STALE);
    assertThat(state(LETTER, 7)).isEqualTo(State.COMING);
  }

  @Test
  void aLaterRecordThatWasRejectedTooDoesNot() {
    see(9, "a", 900);
    assertThat(state(LETTER, 20)).isEqualTo(State.OPEN);
  }

  @Test
  void aSnapshotsOlderStateBehindItDoesNot() {
    see(7, "a", 400);
    assertThat(state(LETTER, 20)).isEqualTo(State.OPEN);
    later.see(new RecordPlace("t", 0, 8), bytes("a"), OptionalLong.empty());
    assertThat(state(LETTER, 20))
        .as("where one does not tell, its place does")
        .isEqualTo(State.STALE);
  }

  @Test
  void aRecordOfAnotherTopicOrPartitionSaysNothing() {
    later.see(new RecordPlace("t", 1, 7), bytes("a"), OptionalLong.of(700));
    later.see(new RecordPlace("u", 0, 7), bytes("a"), OptionalLong.of(700));
    assertThat(state(LETTER, 20)).isEqualTo(State.OPEN);
  }

  @Test
  void whereNotAllWasReadNothingIsKnown() {
    later.cutOff("t", 0);
    assertThat(state(LETTER, 20)).isEqualTo(State.UNKNOWN);
    see(7, "a", 700);
    assertThat(state(LETTER, 20)).as("a later record is one all the same").isEqualTo(State.STALE);
  }

  @Test
  void aLetterWithoutPlaceOrKeyIsUnknown() {
    Letter bare = new Letter(LETTER.at(), LETTER.time(), LETTER.key(), LETTER.value(), Map.of());
    assertThat(state(bare, 20)).isEqualTo(State.UNKNOWN);
    Letter keyless =
        new Letter(LETTER.at(), LETTER.time(), Optional.empty(), LETTER.value(), LETTER.headers());
    assertThat(state(keyless, 20)).isEqualTo(State.UNKNOWN);
  }

  private void see(long offset, String key, long micros) {
    later.see(new RecordPlace("t", 0, offset), bytes(key), OptionalLong.of(micros));
  }

  private State state(Letter letter, long committed) {
    return later.state(letter, Map.of(0, committed));
  }

  private static Letter letter(long offset, String key, String micros) {
    Map<String, String> headers = new HashMap<>();
    headers.put("__connect.errors.topic", "t");
    headers.put("__connect.errors.partition", "0");
    headers.put("__connect.errors.offset", Long.toString(offset));
    headers.put("messina.write.ts.us", micros);
    return new Letter(
        new RecordPlace("q", 0, offset),
        Instant.EPOCH,
        Optional.of(ByteBuffer.wrap(bytes(key))),
        Optional.empty(),
        headers);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
