package dev.messina.source;

import dev.messina.source.control.Signal;
import dev.messina.source.control.SignalFeed;
import java.util.ArrayList;
import java.util.List;

/** Signals as a test gives them. */
final class FakeSignals implements SignalFeed {

  private final List<Signal> signals = new ArrayList<>();

  void give(Signal signal) {
    signals.add(signal);
  }

  @Override
  public List<Signal> take() {
    List<Signal> taken = List.copyOf(signals);
    signals.clear();
    return taken;
  }

  @Override
  public boolean caughtUp() {
    return true;
  }
}
