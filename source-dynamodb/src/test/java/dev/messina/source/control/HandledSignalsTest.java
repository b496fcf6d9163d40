package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.control.Signal.SignalPosition;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandledSignalsTest {

  @Test
  void coversWhatStandsBeforeTheLastOneOfThePartition() {
    HandledSignals handled = HandledSignals.NONE.with(at(1, 5)).with(at(1, 3)).with(at(0, 0));

    assertThat(handled.covers(at(1, 5))).isTrue();
    assertThat(handled.covers(at(1, 6))).isFalse();
    assertThat(handled.covers(at(0, 0))).isTrue();
    assertThat(handled.covers(at(2, 0))).isFalse();
  }

  @Test
  void readsItsTextBack() {
    HandledSignals handled = new HandledSignals(Map.of(12, 7L, 3, 0L));

    assertThat(handled.text()).isEqualTo("3:0,12:7");
    assertThat(HandledSignals.parse(handled.text())).isEqualTo(handled);
    assertThat(HandledSignals.parse(HandledSignals.NONE.text())).isEqualTo(HandledSignals.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1:", ":1", "1:2,", "-1:2", "1:2;3:4", "1:9999999999999999999"})
  void refusesWhatItNeverWrote(String text) {
    assertThatThrownBy(() -> HandledSignals.parse(text)).isInstanceOf(DataException.class);
  }

  private static SignalPosition at(int partition, long offset) {
    return new SignalPosition(partition, offset, 0);
  }
}
