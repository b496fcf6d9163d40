package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where launches are prepared: the folder, the class paths, the ports and the settings. */
record LaunchSite(StackFolder folder, ProjectHome home, FreePorts ports, StackSettings settings) {

  /** Fills a template into the folder of configurations. */
  Path writeConfiguration(String template, String fileName, Map<String, ?> values)
      throws IOException {
    return Files.writeString(
        folder.conf(fileName), FileTemplate.named(template).filledWith(values));
  }

  /**
   * What every JVM of the stack gets: little memory, one collector thread, the compiler that makes
   * most of a short life, a quick death. {@link LocalStack.Builder#jvmOptions} come after and win.
   */
  List<String> jvmOptions(Service kind, String... more) {
    int heap = settings.heapMegabytes().getOrDefault(kind, kind.defaultHeapMegabytes());
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-XX:TieredStopAtLevel=1");
    options.addAll(List.of(more));
    options.addAll(settings.jvmOptions().getOrDefault(kind, List.of()));
    return options;
  }

  /** A program of a Kafka distribution, logging to its standard output. */
  JavaCommand kafkaCommand(
      Service kind, KafkaVersion version, String mainClass, List<String> arguments)
      throws IOException {
    Path logging = writeConfiguration(version.logging(), version.logging(), Map.of());
    return new JavaCommand(
        jvmOptions(kind, version.loggingOption(logging)),
        home.classPath(version.classPath()),
        mainClass,
        arguments);
  }

  Launch launch(Service kind, String name, String address, JavaCommand command) throws IOException {
    boolean leashed = !settings.detached();
    JavaCommand complete = leashed ? command.leashed() : command;
    return new Launch(
        kind,
        name,
        address,
        complete.writtenTo(folder.conf(name + ".args")),
        folder.root(),
        folder.log(name),
        leashed);
  }
}
