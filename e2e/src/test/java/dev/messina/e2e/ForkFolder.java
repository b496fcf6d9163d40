package dev.messina.e2e;

import java.nio.file.Path;

/** Where the stacks of one test process keep their data: two processes run side by side. */
final class ForkFolder {

  private static final Path ROOT =
      Path.of("target", "fork-" + System.getProperty("messina.fork", "1"));

  private ForkFolder() {}

  static Path named(String name) {
    return ROOT.resolve(name);
  }
}
