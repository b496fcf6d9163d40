package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prepares one distributed worker of the Connect cluster. */
record ConnectLaunch(LaunchSite site, String bootstrapServers) {

  /** The worker's number starts at 1. */
  Launch prepare(int number) throws IOException {
    String name = "connect-" + number;
    int port = site.ports().next();
    Path configuration =
        site.writeConfiguration(
            "connect.properties",
            name + ".properties",
            Map.of(
                "port",
                port,
                "bootstrapServers",
                bootstrapServers,
                "plugins",
                pluginPath(),
                "discovery",
                discovery()));
    // Of two lines with one key the later one counts.
    Files.write(
        configuration,
        new TreeMap<>(site.settings().connectProperties())
            .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList(),
        StandardOpenOption.APPEND);
    JavaCommand worker =
        site.kafkaCommand(
            Service.CONNECT,
            site.settings().connectVersion(),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            List.of(configuration.toString()));
    return site.launch(Service.CONNECT, name, "http://127.0.0.1:" + port, worker);
  }

  private String pluginPath() {
    String plugins = site.folder().plugins().toString();
    return speaksToRegistry() ? plugins + "," + site.home().converters() : plugins;
  }

  /** Apicurio's converters are not announced in META-INF/services and must be looked for. */
  private String discovery() {
    return speaksToRegistry() ? "hybrid_warn" : "service_load";
  }

  private boolean speaksToRegistry() {
    return site.settings().services().contains(Service.REGISTRY);
  }
}
