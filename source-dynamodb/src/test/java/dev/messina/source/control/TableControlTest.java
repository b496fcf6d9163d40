package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableControlTest {

  private static final Set<String> ORDERS = Set.of("orders");

  @Test
  void isAsConfiguredWithoutSignals() {
    TableControl control =
        TableControl.AS_CONFIGURED
            .after(new Signal.ExecuteSnapshot("e", ORDERS, List.of(), at(1)))
            .after(new Signal.Plain(SignalType.STOP_SNAPSHOT, "s", ORDERS, at(2)));

    assertThat(control.snapshotPaused()).isFalse();
    assertThat(control.streamPaused()).isFalse();
    assertThat(control.maxRcu()).isEmpty();
  }

  @Test
  void pausesSnapshotAndStreamApart() {
    TableControl control =
        TableControl.AS_CONFIGURED
            .after(new Signal.Plain(SignalType.PAUSE_SNAPSHOT, "p", ORDERS, at(1)))
            .after(new Signal.Plain(SignalType.PAUSE_STREAM, "s", ORDERS, at(2)))
            .after(new Signal.Plain(SignalType.RESUME_SNAPSHOT, "r", ORDERS, at(3)));

    assertThat(control.snapshotPaused()).isFalse();
    assertThat(control.streamPaused()).isTrue();
  }

  @Test
  void returnsToTheConfiguredSpeed() {
    TableControl slow = TableControl.AS_CONFIGURED.after(throttle(OptionalDouble.of(5), at(1)));
    assertThat(slow.maxRcu()).hasValue(5);
    assertThat(slow.after(throttle(OptionalDouble.empty(), at(2))).maxRcu()).isEmpty();
  }

  @Property(tries = 200)
  void comesToTheSameStateInWhateverOrderSignalsAreRead(@ForAll long seed) {
    List<Signal> signals = new ArrayList<>();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      SignalPosition at = new SignalPosition(random.nextInt(4), i, random.nextInt(10));
      signals.add(
          switch (random.nextInt(5)) {
            case 0 -> new Signal.Plain(SignalType.PAUSE_SNAPSHOT, "", ORDERS, at);
            case 1 -> new Signal.Plain(SignalType.RESUME_SNAPSHOT, "", ORDERS, at);
            case 2 -> new Signal.Plain(SignalType.PAUSE_STREAM, "", ORDERS, at);
            case 3 -> new Signal.Plain(SignalType.RESUME_STREAM, "", ORDERS, at);
            default -> throttle(OptionalDouble.of(1 + i), at);
          });
    }
    List<Object> state = state(signals);
    Collections.shuffle(signals, random);

    assertThat(state(signals)).isEqualTo(state);
  }

  private static List<Object> state(List<Signal> signals) {
    TableControl control = TableControl.AS_CONFIGURED;
    for (Signal signal : signals) {
      control = control.after(signal);
    }
    return List.of(control.snapshotPaused(), control.streamPaused(), control.maxRcu());
  }

  private static Signal throttle(OptionalDouble maxRcu, SignalPosition at) {
    return new Signal.ThrottleSnapshot("t", ORDERS, maxRcu, at);
  }

  private static SignalPosition at(long time) {
    return new SignalPosition(0, time, time);
  }
}
