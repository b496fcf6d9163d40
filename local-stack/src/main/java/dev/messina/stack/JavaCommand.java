package dev.messina.stack;

import dev.messina.stack.child.Leashed;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start a JVM: options, class path, main class and its arguments. */
record JavaCommand(
    List<String> options, String classPath, String mainClass, List<String> arguments) {

  JavaCommand {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** The same, halting when its owner is gone. */
  JavaCommand leashed() {
    List<String> moved = new ArrayList<>();
    moved.add(mainClass);
    moved.addAll(arguments);
    return new JavaCommand(options, withOurClasses(), Leashed.class.getName(), moved);
  }

  /**
   * Writes everything into an argument file, so that the command line stays short, and a curious
   * reader can see and repeat it.
   */
  List<String> writtenTo(Path argumentFile) throws IOException {
    List<String> lines = new ArrayList<>(options);
    lines.add("-cp");
    lines.add(classPath);
    lines.add(mainClass);
    lines.addAll(arguments);
    Files.write(argumentFile, lines.stream().map(JavaCommand::quoted).toList());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(java.toString(), "@" + argumentFile);
  }

  private String withOurClasses() {
    String ours = ourClasses().toString();
    return classPath.startsWith(ours) ? classPath : ours + File.pathSeparator + classPath;
  }

  private static Path ourClasses() {
    try {
      return Path.of(Leashed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("The place of our own classes is no path", impossible);
    }
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
