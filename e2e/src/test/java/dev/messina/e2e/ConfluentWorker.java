package dev.messina.e2e;

import dev.messina.cli.connect.ConnectRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * A worker of Confluent Platform, which has Confluent's converter, and Confluent's schema registry,
 * beside the other containers. The worker is a Connect cluster of its own.
 */
record ConfluentWorker(GenericContainer<?> registry, GenericContainer<?> worker)
    implements AutoCloseable {

  /** The registry, as the worker reaches it. */
  static final String REGISTRY = "http://schema-registry:8081";

  /** Of Kafka 4.0, on Java 21. */
  private static final String IMAGE = "confluentinc/cp-kafka-connect:8.0.0";

  private static final int REGISTRY_PORT = 8081;
  private static final String PLUGINS = "/tmp/plugins/";

  /** Of properties that stand twice the last one holds. */
  private static final String START =
      "cp /etc/messina/connect.properties /tmp/connect.properties"
          + " && printf '%s\\n' plugin.path=/tmp/plugins,/usr/share/java"
          + " group.id=confluent rest.advertised.host.name=confluent"
          + " config.storage.topic=confluent-configs offset.storage.topic=confluent-offsets"
          + " status.storage.topic=confluent-status >>/tmp/connect.properties"
          + " && exec connect-distributed /tmp/connect.properties";

  /**
   * @param folder for the unpacked plugins
   */
  static ConfluentWorker beside(ContainerSite site, Path folder) {
    ComposeImages images = ComposeImages.of(site.project());
    GenericContainer<?> registry =
        new GenericContainer<>(images.image("schema-registry"))
            .withNetwork(site.network())
            .withNetworkAliases("schema-registry")
            .withEnv(images.environment("schema-registry"))
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/subjects").forPort(REGISTRY_PORT));
    GenericContainer<?> worker =
        new GenericContainer<>(IMAGE)
            .withNetwork(site.network())
            .withNetworkAliases("confluent")
            .withCommand("sh", "-ec", START)
            .withCopyToContainer(
                ContainerSite.workerProperties(site.project()), "/etc/messina/connect.properties")
            .withExposedPorts(ContainerSite.CONNECT_PORT)
            .waitingFor(
                Wait.forHttp("/connectors")
                    .forPort(ContainerSite.CONNECT_PORT)
                    .withStartupTimeout(ContainerSite.PATIENCE));
    List<Path> zips = site.project().pluginZips(System.getProperty("project.version"));
    for (Path zip : zips) {
      unpack(zip, folder);
    }
    worker.withCopyFileToContainer(MountableFile.forHostPath(folder), PLUGINS);
    ConfluentWorker confluent = new ConfluentWorker(registry, worker);
    boolean started = false;
    try {
      registry.start();
      worker.start();
      started = true;
    } finally {
      if (!started) {
        confluent.close();
      }
    }
    return confluent;
  }

  ConnectRest connect() {
    return new ConnectRest(
        () -> ContainerSite.address(worker, ContainerSite.CONNECT_PORT), ContainerSite.PATIENCE);
  }

  /** As this machine reaches it. */
  URI registryUrl() {
    return ContainerSite.address(registry, REGISTRY_PORT);
  }

  @Override
  public void close() {
    worker.close();
    registry.close();
  }

  private static void unpack(Path zip, Path folder) {
    try (FileSystem archive = FileSystems.newFileSystem(zip);
        Stream<Path> entries = Files.walk(archive.getPath("/"))) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        Path file = folder.resolve(entry.toString().substring(1));
        Files.createDirectories(file.getParent());
        Files.copy(entry, file);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
