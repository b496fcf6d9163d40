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
    return Files.writeString(folder.conf(fileName), Template.named(template).filledWith(values));
  }

  /** What every JVM of the stack gets: little memory, one collector thread, a quick death. */
  List<String> jvmOptions(Service kind, String... more) {
    int heap = settings.heapMegabytes().getOrDefault(kind, kind.defaultHeapMegabytes());
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.addAll(List.of(more));
    return options;
  }

  /** A program of the Kafka distribution, logging to its standard output. */
  JavaCommand kafkaCommand(Service kind, String mainClass, List<String> arguments)
      throws IOException {
    Path logging =
        writeConfiguration("kafka-log4j2.properties", "kafka-log4j2.properties", Map.of());
    return new JavaCommand(
        jvmOptions(kind, "-Dlog4j2.configurationFile=" + logging),
        home.classPath("kafka"),
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
