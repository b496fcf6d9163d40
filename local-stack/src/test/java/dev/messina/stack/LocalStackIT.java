package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.connect.file.FileStreamSourceConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The whole stack, each service killed and brought back once. */
class LocalStackIT {
  private static final long MEMORY_MAX = 4_300_000_000L;
  private static final List<String> PROGRESS = new ArrayList<>();
  private static final List<Long> PIDS = new ArrayList<>();

  @TempDir static Path folder;
  @TempDir static Path zips;
  private static LocalStack stack;

  @BeforeAll
  static void startEverything() throws Exception {
    List<Path> plugins = List.of(zipOfFileConnectors());
    stack = LocalStack.in(folder).plugins(plugins).progress(PROGRESS::add).start();
    rememberPids();
  }

  @AfterAll
  static void leavesNoProcess() {
    rememberPids();
    stack.close();
    assertThat(PIDS)
        .hasSizeGreaterThan(4)
        .noneMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    assertThat(folder.resolve("stack.json")).doesNotExist();
  }

  @Test
  void startsOneProcessForEachService() {
    assertThat(stack.services())
        .extracting(ServiceProcess::name)
        .containsExactly("kafka", "dynamodb", "cassandra", "connect-1");
    assertThat(stack.services())
        .allMatch(ServiceProcess::isHealthy)
        .allSatisfy(service -> assertThat(service.logFile()).isNotEmptyFile());
    assertThat(PROGRESS)
        .hasSize(4)
        .anyMatch(line -> line.startsWith("kafka answers at 127.0.0.1:"));
    assertThat(stack.residentBytes()).isBetween(500_000_000L, MEMORY_MAX);
  }

  @Test
  void kafkaKeepsItsTopicsOverAKill() throws Exception {
    ServiceProcess kafka = stack.kafka().process();
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
    }
    killAndRestart(kafka);
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get()).contains("kept", "connect-configs");
    }
  }

  @Test
  void dynamoDbComesBackEmptyAfterAKill() {
    ServiceProcess dynamoDb = stack.dynamoDb().process();
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("one"));
    try (DynamoDbClient client = dynamoDbClient()) {
      client.createTable(tableKeptById());
      client.putItem(request -> request.tableName("kept").item(item));
      assertThat(client.scan(request -> request.tableName("kept")).items()).containsExactly(item);
      killAndRestart(dynamoDb);
      assertThat(client.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void dynamoDbListensOnTheLoopbackOnly() {
    URI endpoint = stack.dynamoDb().endpoint();
    InetSocketAddress otherLoopback = new InetSocketAddress("127.0.0.2", endpoint.getPort());
    assertThatThrownBy(() -> connect(otherLoopback)).isInstanceOf(IOException.class);
  }

  @Test
  void cassandraKeepsItsRowsOverAKill() {
    try (CqlSession session = cqlSession()) {
      session.execute(
          "CREATE KEYSPACE kept WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute("CREATE TABLE kept.rows (id text PRIMARY KEY, amount int)");
      session.execute("INSERT INTO kept.rows (id, amount) VALUES ('one', 7)");
    }
    killAndRestart(stack.cassandra().process());
    try (CqlSession session = cqlSession()) {
      assertThat(session.execute("SELECT amount FROM kept.rows WHERE id = 'one'").one().getInt(0))
          .isEqualTo(7);
    }
  }

  @Test
  void connectLoadsThePluginsOfTheZips() throws Exception {
    assertThat(get(stack.connect().url() + "/connector-plugins"))
        .contains(FileStreamSourceConnector.class.getName());
  }

  @Test
  void connectOffersOnlyAWorkerThatIsUp() throws Exception {
    ServiceProcess worker = stack.connect().workers().get(0).process();
    worker.kill();
    assertThatThrownBy(() -> stack.connect().url())
        .hasMessage("No Connect worker is running: start one of them");
    worker.restart();
    assertThat(get(stack.connect().url() + "/connector-plugins?connectorsOnly=false"))
        .contains("org.apache.kafka.connect.json.JsonConverter");
    // A worker that answers may refuse what its group decides: that misses the killed one by now.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(get(stack.connect().url() + "/connectors")).isEqualTo("[]"));
  }

  @Test
  void aSuspendedServiceDoesNotAnswerUntilItIsResumed() {
    ServiceProcess dynamoDb = stack.dynamoDb().process();
    dynamoDb.suspend();
    assertThat(dynamoDb.isSuspended()).isTrue();
    assertThat(dynamoDb.isRunning()).isTrue();
    assertThat(dynamoDb.isHealthy()).isFalse();
    dynamoDb.resume();
    dynamoDb.awaitHealthy();
    assertThat(dynamoDb.isSuspended()).isFalse();
  }

  @Test
  void showsTheSameStackToWhoeverAttaches() {
    LocalStack attached = LocalStack.attach(folder).orElseThrow();
    assertThat(attached.kafka().bootstrapServers()).isEqualTo(stack.kafka().bootstrapServers());
    assertThat(attached.services())
        .extracting(ServiceProcess::pid)
        .containsExactlyElementsOf(stack.services().stream().map(ServiceProcess::pid).toList());
  }

  @Test
  void reportsAServiceThatCannotStartAndLeavesNothing(@TempDir Path other) {
    LocalStack.Builder hopeless =
        LocalStack.in(other).only(Service.DYNAMODB).heapMegabytes(Service.DYNAMODB, 1);
    assertThatThrownBy(hopeless::start)
        .isInstanceOf(ServiceFailedException.class)
        .hasMessageStartingWith("dynamodb died before it answered, exit code ")
        .hasMessageContaining(other.resolve("logs/dynamodb.log") + " and ends with:");
    assertThat(LocalStack.attach(other)).isEmpty();
  }

  /** In the layout of a plugin archive: a folder of its name, and the jars in its lib. */
  private static Path zipOfFileConnectors() throws Exception {
    Path jar =
        Path.of(
            FileStreamSourceConnector.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Path zip = zips.resolve("kafka-file.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("kafka-file/lib/connect-file.jar"));
      Files.copy(jar, out);
      out.closeEntry();
    }
    return zip;
  }

  private static void killAndRestart(ServiceProcess service) {
    String address = service.address();
    service.kill();
    assertThat(service.isRunning()).isFalse();
    service.restart();
    rememberPids();
    assertThat(service.address()).isEqualTo(address);
  }

  private static void rememberPids() {
    stack.services().stream().map(ServiceProcess::pid).forEach(PIDS::add);
  }

  private static Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers()));
  }

  private static DynamoDbClient dynamoDbClient() {
    return DynamoDbClient.builder()
        .endpointOverride(stack.dynamoDb().endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static CreateTableRequest tableKeptById() {
    return CreateTableRequest.builder()
        .tableName("kept")
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
        .attributeDefinitions(
            AttributeDefinition.builder()
                .attributeName("id")
                .attributeType(ScalarAttributeType.S)
                .build())
        .build();
  }

  private static CqlSession cqlSession() {
    CassandraNode node = stack.cassandra();
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(node.host(), node.port()))
        .withLocalDatacenter(node.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void connect(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 2_000);
    }
  }
}
