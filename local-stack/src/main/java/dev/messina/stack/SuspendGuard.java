package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sees to it that a suspended service does not outlive its owner.
 *
 * <p>A suspended process cannot notice that its leash is cut. A waiting shell can: its standard
 * input ends with the owner as well, and it then wakes the service, which halts.
 */
final class SuspendGuard {
  private final Deque<Process> shells = new ArrayDeque<>();

  synchronized void watch(long pid) {
    try {
      shells.add(new ProcessBuilder("sh", "-c", "read -r end; kill -CONT " + pid).start());
    } catch (IOException unusable) {
      throw new UncheckedIOException("Cannot guard pid " + pid + ": sh does not start", unusable);
    }
  }

  synchronized void release() {
    shells.forEach(Process::destroyForcibly);
    shells.clear();
  }
}
