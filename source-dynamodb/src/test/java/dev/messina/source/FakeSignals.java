package dev.messina.source;

import dev.messina.source.control.Kafka.SignalFeed;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.RefusedSignal;
import java.util.ArrayList;
import java.util.List;

/** Signals as a test gives them. */
final class FakeSignals implements SignalFeed {

  private final List<Signal> signals = new ArrayList<>();
  private final List<RefusedSignal> refused = new ArrayList<>();

  void give(Signal signal) {
    signals.add(signal);
  }

  @Override
  public List<Signal> take() {
    List<Signal> taken = List.copyOf(signals);
    signals.clear();
    return taken;
  }

  void refuse(RefusedSignal signal) {
    refused.add(signal);
  }

  @Override
  public List<RefusedSignal> takeRefused() {
    List<RefusedSignal> taken = List.copyOf(refused);
    refused.clear();
    return taken;
  }

  @Override
  public boolean caughtUp() {
    return true;
  }
}
