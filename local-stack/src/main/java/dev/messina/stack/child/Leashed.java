package dev.messina.stack.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and halts this process when standard input ends.
 *
 * <p>Whoever started the process holds the other end of its standard input. The operating system
 * closes that end when the owner dies, however it dies, so that a service never outlives its owner.
 *
 * <p>Arguments: the main class, then its own arguments.
 */
public final class Leashed {
  private static final int OWNER_IS_GONE = 75;

  private Leashed() {}

  public static void main(String[] arguments) throws Throwable {
    Thread leash = new Thread(Leashed::haltAtEndOfInput, "leash");
    leash.setDaemon(true);
    leash.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /** Halts rather than exits: shutdown hooks may wait for the very owner that is gone. */
  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException brokenPipe) {
      System.err.println("Standard input broke, the owner is gone: " + brokenPipe.getMessage());
    }
    Runtime.getRuntime().halt(OWNER_IS_GONE);
  }
}
