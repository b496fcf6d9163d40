package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The services of one stack. It alone starts processes, so that none starts once the stack is being
 * stopped, and it keeps the state file true.
 */
final class Roster {
  private final StateFile stateFile;
  private final List<ServiceProcess> services = new CopyOnWriteArrayList<>();
  private boolean closed;

  Roster(StateFile stateFile) {
    this.stateFile = stateFile;
  }

  /** The stack that a state file describes, whatever has become of its processes. */
  static Roster restored(StateFile stateFile) {
    Roster roster = new Roster(stateFile);
    for (StateFile.Entry entry : stateFile.read()) {
      roster.services.add(new ServiceProcess(entry.launch(), entry.process(), roster));
    }
    return roster;
  }

  /** In the order of their kinds, which is not the order in which they happened to start. */
  List<ServiceProcess> services() {
    return services.stream().sorted(Comparator.comparing(ServiceProcess::kind)).toList();
  }

  List<ServiceProcess> services(Service kind) {
    return services.stream().filter(service -> service.kind() == kind).toList();
  }

  /** Starts a service for the first time, without waiting for it. */
  synchronized ServiceProcess add(Launch launch) {
    ServiceProcess service = new ServiceProcess(launch, spawn(launch), this);
    services.add(service);
    save();
    return service;
  }

  synchronized OsProcess spawn(Launch launch) {
    if (closed) {
      throw new IllegalStateException(launch.name() + " cannot start: its stack is closed");
    }
    try {
      return OsProcess.child(launch.spawn());
    } catch (IOException refused) {
      throw new UncheckedIOException("Cannot start " + launch.name(), refused);
    }
  }

  synchronized void save() {
    if (!closed) {
      stateFile.write(services().stream().map(StateFile.Entry::of).toList());
    }
  }

  /** Stops everything, Connect first because it says goodbye to the broker. */
  void stopAll() {
    synchronized (this) {
      closed = true;
    }
    stop(services(Service.CONNECT));
    stop(services());
    stateFile.delete();
  }

  /** All are asked before the first is waited for, so that they end side by side. */
  private static void stop(List<ServiceProcess> group) {
    group.forEach(ServiceProcess::askToStop);
    group.forEach(ServiceProcess::stop);
  }
}
