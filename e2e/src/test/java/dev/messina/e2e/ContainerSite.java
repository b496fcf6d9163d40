package dev.messina.e2e;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.scylladb.ScyllaDBContainer;
import org.testcontainers.utility.MountableFile;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Kafka, a Connect worker with the built zips, our DynamoDB and ScyllaDB as containers, of the
 * images, with the arguments and the worker's configuration of {@code docker-compose.yml}.
 */
record ContainerSite(
    Project project,
    Containers containers,
    DynamoDbClient dynamoDb,
    CqlSession cql,
    ConnectRest connect)
    implements Site, AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String DATACENTER = "datacenter1";
  private static final String KAFKA = "kafka:19092";
  static final int CONNECT_PORT = 8083;
  private static final int DYNAMODB_PORT = 8000;
  private static final String START_WORKER =
      "mkdir /tmp/plugins"
          + " && for zip in /zips/*.zip; do unzip -q $zip -d /tmp/plugins; done"
          + " && exec /opt/kafka/bin/connect-distributed.sh /etc/messina/connect.properties";

  /** In the order in which they start; they stop the other way round. */
  private record Containers(
      Network network,
      KafkaContainer kafka,
      GenericContainer<?> dynamoDb,
      ScyllaDBContainer scylla,
      GenericContainer<?> connect)
      implements AutoCloseable {

    void start() {
      Startables.deepStart(kafka, dynamoDb, scylla).join();
      connect.start();
    }

    @Override
    public void close() {
      connect.close();
      scylla.close();
      dynamoDb.close();
      kafka.close();
      network.close();
    }
  }

  static ContainerSite start() {
    Project project = Project.current();
    Containers containers = containers(project, Network.newNetwork());
    boolean started = false;
    try {
      containers.start();
      started = true;
    } finally {
      if (!started) {
        containers.close();
      }
    }
    return new ContainerSite(
        project,
        containers,
        LocalClients.dynamoDb(address(containers.dynamoDb(), DYNAMODB_PORT)),
        CqlTarget.session(
            containers.scylla().getContactPoint().getHostString()
                + ":"
                + containers.scylla().getContactPoint().getPort(),
            DATACENTER),
        new ConnectRest(() -> address(containers.connect(), CONNECT_PORT), PATIENCE));
  }

  /** For more containers that speak to these. */
  Network network() {
    return containers.network();
  }

  @Override
  public void createTables(Path schema) throws IOException {
    CqlTarget.create(cql, schema);
    CqlTarget.create(cql, ScyllaSchemas.beside(schema));
  }

  @Override
  public void keepTombstones(String table) {
    cql.execute("ALTER TABLE " + table + " WITH tombstone_gc = {'mode': 'disabled'}");
  }

  @Override
  public String bootstrapServers() {
    return containers.kafka().getBootstrapServers();
  }

  @Override
  public Addresses addresses() {
    return new Addresses(
        KAFKA,
        URI.create("http://connect:" + CONNECT_PORT),
        URI.create("http://dynamodb:" + DYNAMODB_PORT),
        "scylla:9042");
  }

  @Override
  public void close() {
    cql.close();
    dynamoDb.close();
    containers.close();
  }

  private static Containers containers(Project project, Network network) {
    ComposeImages images = ComposeImages.of(project);
    return new Containers(
        network,
        new KafkaContainer(images.image("kafka")).withNetwork(network).withListener(KAFKA),
        new GenericContainer<>(images.image("dynamodb"))
            .withNetwork(network)
            .withNetworkAliases("dynamodb")
            .withCopyFileToContainer(
                MountableFile.forHostPath(
                    project.home().resolve("local-dynamodb/target/local-dynamodb.jar")),
                "/opt/local-dynamodb.jar")
            .withCommand(images.command("dynamodb"))
            .withExposedPorts(DYNAMODB_PORT),
        new ScyllaDBContainer(images.image("scylla"))
            .withCommand(images.command("scylla"))
            .withNetwork(network)
            .withNetworkAliases("scylla"),
        connect(project, images).withNetwork(network).withNetworkAliases("connect"));
  }

  private static GenericContainer<?> connect(Project project, ComposeImages images) {
    GenericContainer<?> worker =
        new GenericContainer<>(images.image("connect"))
            .withCommand("sh", "-ec", START_WORKER)
            .withCopyToContainer(workerProperties(project), "/etc/messina/connect.properties")
            .withExposedPorts(CONNECT_PORT)
            .waitingFor(Wait.forHttp("/health").forPort(CONNECT_PORT).withStartupTimeout(PATIENCE));
    for (Path zip : project.pluginZips(System.getProperty("project.version"))) {
      worker.withCopyFileToContainer(MountableFile.forHostPath(zip), "/zips/" + zip.getFileName());
    }
    return worker;
  }

  /** Those of the compose file; the folder of plugins is one that the image's user can make. */
  static Transferable workerProperties(Project project) {
    try {
      return Transferable.of(
          Files.readString(project.home().resolve("compose/connect.properties"))
              .replace("/opt/messina/plugins", "/tmp/plugins"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static URI address(GenericContainer<?> container, int port) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port));
  }
}
