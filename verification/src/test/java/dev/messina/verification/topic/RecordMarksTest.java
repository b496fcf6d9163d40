package dev.messina.verification.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordMarksTest {

  private static final long MILLIS = 1_767_225_601_000L;
  private static final String MICROS = "1767225601000100";

  @Test
  void aChangeHasTheTimeOfTheStream() {
    RecordMarks change = marks("u", MICROS, TimestampType.CREATE_TIME);

    assertThat(change.isItem()).isFalse();
    assertThat(change.changeMillis()).isEqualTo(OptionalLong.of(MILLIS));
    assertThat(marks("\"d\"", MICROS, TimestampType.CREATE_TIME).changeMillis()).isPresent();
  }

  @Test
  void anItemThatWasReadHasNone() {
    RecordMarks read = marks("r", MICROS, TimestampType.CREATE_TIME);

    assertThat(read.isItem()).isTrue();
    assertThat(read.changeMillis()).isEmpty();
  }

  @Test
  void aListedKeyThatIsGoneIsReadToo() {
    assertThat(marks("d", "1767229199999999", TimestampType.CREATE_TIME).isItem()).isTrue();
  }

  @Test
  void whatTheTopicStampsItselfTellsNoTime() {
    assertThat(marks("u", MICROS, TimestampType.LOG_APPEND_TIME).changeMillis()).isEmpty();
  }

  @Test
  void aRecordWithoutOurHeadersTellsNothing() {
    RecordMarks foreign = marks(null, null, TimestampType.CREATE_TIME);

    assertThat(foreign.operation()).isEmpty();
    assertThat(foreign.isItem()).isFalse();
    assertThat(foreign.changeMillis()).isEmpty();
    assertThat(marks("u", "soon", TimestampType.CREATE_TIME).changeMillis()).isEmpty();
  }

  private static RecordMarks marks(String operation, String micros, TimestampType type) {
    Headers headers = new RecordHeaders();
    if (operation != null) {
      headers.add("messina.op", operation.getBytes(StandardCharsets.UTF_8));
    }
    if (micros != null) {
      headers.add("messina.write.ts.us", micros.getBytes(StandardCharsets.UTF_8));
    }
    return RecordMarks.of(
        new ConsumerRecord<>("t", 0, 0, MILLIS, type, 0, 0, null, null, headers, Optional.empty()));
  }
}
