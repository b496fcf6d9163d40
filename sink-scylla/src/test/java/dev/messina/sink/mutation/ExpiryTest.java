package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final long SECONDS = NOW.getEpochSecond();
  private static final long FIVE_YEARS = 5 * 365 * 86_400;

  @Test
  void aLifetimeIsWhatRemainsAtThatMoment() {
    Expiry expiry = new Expiry(SECONDS + 60);
    assertThat(expiry.lifetime(NOW)).isEqualTo(60);
    assertThat(expiry.lifetime(NOW.plusSeconds(59))).isEqualTo(1);
    assertThat(expiry.lifetime(NOW.plusMillis(1))).isEqualTo(59);
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "0, true", "-1, true", "-999, true", "-1000, false"})
  void isPastWhereNoWholeSecondRemains(long millisAfter, boolean past) {
    assertThat(new Expiry(SECONDS).isPast(NOW.plusMillis(millisAfter))).isEqualTo(past);
  }

  @Test
  void livesTwentyYearsAtTheMost() {
    assertThat(new Expiry(SECONDS + 630_720_000L + 1).lifetime(NOW)).isEqualTo(630_720_000);
    assertThat(new Expiry(Long.MAX_VALUE - 1).lifetime(NOW)).isEqualTo(630_720_000);
  }

  @Test
  void neverIsALifetimeOfZero() {
    assertThat(Expiry.NEVER.isPast(NOW)).isFalse();
    assertThat(Expiry.NEVER.lifetime(NOW)).isZero();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isReadFromTheHeaderHoweverItsConverterLeftIt(Object header) {
    assertThat(expiry(header)).isEqualTo(new Expiry(1_900_000_000));
  }

  static Stream<Object> forms() {
    return Stream.of(
        1_900_000_000L,
        1_900_000_000,
        "1900000000",
        "1900000000".getBytes(StandardCharsets.US_ASCII),
        ByteBuffer.allocate(Long.BYTES).putLong(1_900_000_000).array());
  }

  @Test
  void eightDigitsAreTheirText() {
    long recently = SECONDS - FIVE_YEARS;
    assertThat(expiry("99999999".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Expiry.NEVER);
    assertThat(expiry(recently)).isEqualTo(new Expiry(recently));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1 - FIVE_YEARS, -1_000_000_000, -9_000_000_000L})
  void moreThanFiveYearsAgoIsNoExpiry(long fromNow) {
    assertThat(expiry(SECONDS + fromNow)).isEqualTo(Expiry.NEVER);
    assertThat(expiry(Long.MIN_VALUE)).isEqualTo(Expiry.NEVER);
  }

  @Test
  void isNeverWithoutAHeaderOrWithANull() {
    assertThat(replace(settings(true, 0), record(3).columns("a", 1)).expiry())
        .isEqualTo(Expiry.NEVER);
    assertThat(expiry(null)).isEqualTo(Expiry.NEVER);
  }

  @Test
  void theHeaderIsPassedOverWhereAColumnHasIt() {
    RecordBuilder record = record(3).columns("a", 1).header("messina.expires.at", "not looked at");
    assertThat(replace(settings(false, 0), record).expiry()).isEqualTo(Expiry.NEVER);
  }

  @Test
  void aConstantLifetimeCountsFromTheWriteTimestamp() {
    RecordBuilder record = record(3).columns("a", 1);
    assertThat(replace(settings(true, 60), record).expiry())
        .isEqualTo(new Expiry(WRITTEN_AT / 1_000_000 + 60));
    assertThat(replace(settings(true, 60), record.header("messina.expires.at", SECONDS)).expiry())
        .isEqualTo(new Expiry(SECONDS));
  }

  @Test
  void rejectsWhatIsNoExpiryWithoutShowingIt() {
    assertThatThrownBy(() -> expiry("secret"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@3: header 'messina.expires.at' is no expiry; it must be an"
                + " integer of seconds since 1970, as int64, digits or 8 bytes.");
  }

  private static Expiry expiry(Object header) {
    return replace(
            settings(true, 0), record(3).columns("a", 1).header("messina.expires.at", header))
        .expiry();
  }

  private static RowMutation.Replace replace(MutationSettings settings, RecordBuilder record) {
    RowMutations mutations = new RowMutations(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    return (RowMutation.Replace) mutations.from(record.build());
  }

  private static MutationSettings settings(boolean followsExpiry, int lifetimeSeconds) {
    return new MutationSettings(
        WriteMode.REPLACE,
        0,
        new WriteTimestampSource.InHeader(),
        followsExpiry,
        lifetimeSeconds,
        NullValueBehavior.DELETE,
        MutationSettings.UNAVAILABLE_VALUE_DEFAULT);
  }
}
