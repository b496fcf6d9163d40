package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options as ScyllaDB's documentation writes them; no ScyllaDB is asked here. */
class ScyllaTableOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE shop.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true};",
        "CREATE TABLE shop.t (pk int PRIMARY KEY) WITH comment = ''\n"
            + "    AND cdc = {'delta': 'full', 'enabled': 'true', 'postimage': 'false', 'preimage':"
            + " 'false', 'ttl': '86400'}"
      })
  void findsChangeDataCapture(String createTable) {
    assertThat(ScyllaTableOptions.parse(createTable, null).capturesChanges()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE shop.t (pk int PRIMARY KEY) WITH cdc = {'enabled': 'false'};",
        "CREATE TABLE shop.t (pk int PRIMARY KEY) WITH cdc = true",
        "CREATE TABLE shop.cdc (cdc int PRIMARY KEY) WITH caching = {'enabled': 'true'}",
        ""
      })
  void findsNoneWhereNoneIs(String createTable) {
    assertThat(ScyllaTableOptions.parse(createTable, null).capturesChanges()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventual", "EVENTUAL", "", "a word of later years"})
  void takesAWordThatItDoesNotKnowForEventual(String consistency) {
    assertThat(ScyllaTableOptions.parse("", consistency).isStronglyConsistent()).isFalse();
  }

  @Test
  void readsHowLongTombstonesStay() {
    ScyllaTableOptions options =
        ScyllaTableOptions.parse(
            "WITH tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '3600'} AND"
                + " cdc = {'enabled': 'false'}",
            null);
    assertThat(options.tombstoneMode()).isEqualTo("repair");
    assertThat(options.propagationDelay()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void knowsNoModeWhereNoneIsSaid() {
    ScyllaTableOptions options = ScyllaTableOptions.parse("WITH gc_grace_seconds = 864000", null);
    assertThat(options.tombstoneMode()).isEmpty();
    assertThat(options.propagationDelay()).isNull();
  }
}
