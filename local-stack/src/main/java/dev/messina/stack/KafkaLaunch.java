package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Prepares the broker: writes its configuration and formats its storage. */
record KafkaLaunch(LaunchSite site) {
  private static final String NAME = "kafka";

  Launch prepare() throws IOException, InterruptedException {
    int port = site.ports().next();
    String address = "127.0.0.1:" + port;
    Path configuration =
        site.writeConfiguration(
            "kafka.properties",
            "kafka.properties",
            Map.of(
                "port", port,
                "controllerPort", site.ports().next(),
                "data", site.folder().data(NAME).resolve("topics")));
    format(address, configuration);
    JavaCommand broker =
        site.kafkaCommand(
            Service.KAFKA, KafkaVersion.NEWEST, "kafka.Kafka", List.of(configuration.toString()));
    return site.launch(Service.KAFKA, NAME, address, broker);
  }

  private void format(String address, Path configuration) throws IOException, InterruptedException {
    JavaCommand tool =
        site.kafkaCommand(
            Service.KAFKA,
            KafkaVersion.NEWEST,
            "kafka.tools.StorageTool",
            List.of(
                "format",
                "--standalone",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                configuration.toString()));
    Launch formatting = site.launch(Service.KAFKA, "kafka-format", address, tool);
    int exitCode = formatting.spawn().waitFor();
    if (exitCode != 0) {
      throw ServiceFailedException.withTail(
          "Formatting the storage of kafka failed, exit code " + exitCode, formatting.log());
    }
  }
}
