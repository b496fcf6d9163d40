package dev.messina.stack;

/** Something to do when this JVM exits, Ctrl-C included, unless it is withdrawn before. */
final class ExitHook {
  private final Thread thread;

  private ExitHook(Thread thread) {
    this.thread = thread;
  }

  static ExitHook of(Runnable lastWill) {
    Thread thread = new Thread(lastWill, "messina-stack-stop");
    Runtime.getRuntime().addShutdownHook(thread);
    return new ExitHook(thread);
  }

  static ExitHook none() {
    return new ExitHook(new Thread("messina-stack-keep"));
  }

  void withdraw() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException alreadyExiting) {
      // The JVM is going down and runs the hook by itself; there is nothing left to withdraw.
      return;
    }
  }
}
