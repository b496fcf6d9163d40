package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one stack and what lies where in it. */
record StackFolder(Path root) {
  private static final String MARK = ".messina-stack";
  private static final List<String> PARTS = List.of("logs", "data", "conf", "plugins");

  static StackFolder at(Path root) {
    return new StackFolder(root.toAbsolutePath().normalize());
  }

  /**
   * Makes it empty. Only a folder that is empty or was a stack before is touched, and only if none
   * of its services runs.
   */
  void makeFresh() {
    try {
      Files.createDirectories(root);
      refuseForeignFiles();
      refuseRunningServices();
      Files.writeString(root.resolve(MARK), "A local stack lives here; each start empties it.\n");
      stateFile().delete();
      for (String part : PARTS) {
        deleteTree(root.resolve(part));
        Files.createDirectories(root.resolve(part));
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException("Cannot use the folder " + root, unusable);
    }
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** The data of one service, which is also where its process works. */
  Path data(String name) throws IOException {
    return Files.createDirectories(root.resolve("data").resolve(name));
  }

  Path conf(String fileName) {
    return root.resolve("conf").resolve(fileName);
  }

  Path plugins() {
    return root.resolve("plugins");
  }

  StateFile stateFile() {
    return new StateFile(root.resolve("stack.json"));
  }

  private void refuseForeignFiles() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      if (!Files.exists(root.resolve(MARK)) && files.findAny().isPresent()) {
        throw new IllegalStateException(
            root + " holds files that are not a stack's: give an empty or a new folder");
      }
    }
  }

  private void refuseRunningServices() {
    for (StateFile.Entry entry : stateFile().read()) {
      if (entry.process().isRunning()) {
        throw new IllegalStateException(
            "A stack is running in "
                + root
                + " ("
                + entry.name()
                + ", pid "
                + entry.pid()
                + "): stop it first or give another folder");
      }
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
