package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.stack.CassandraNode;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that asks for a login, and for certificates from whoever comes encrypted. */
class SecuredClusterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A cluster of one node has nobody to wait for, which it does for ten seconds. */
  private static final String FIRST_USER_AT_ONCE = "-Dcassandra.superuser_setup_delay_ms=0";

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static LocalStack stack;

  @BeforeAll
  static void startSecured() throws IOException, InterruptedException, GeneralSecurityException {
    certificates = Certificates.madeIn(folder);
    stack =
        LocalStack.in(Path.of("target/stack-secured"))
            .only(Service.CASSANDRA)
            .jvmOptions(Service.CASSANDRA, FIRST_USER_AT_ONCE)
            .cassandraOptions(
                """
                authenticator: PasswordAuthenticator
                client_encryption_options:
                  enabled: true
                  optional: true
                  require_client_auth: true
                  store_type: PKCS12
                  keystore: %s
                  keystore_password: %s
                  truststore: %s
                  truststore_password: %s
                """
                    .formatted(
                        certificates.serverKeys(),
                        Certificates.PASSWORD,
                        certificates.serverTrust(),
                        Certificates.PASSWORD))
            .start();
    await().atMost(PATIENCE).ignoreExceptions().until(SecuredClusterIT::tableIsMade);
  }

  @AfterAll
  static void stopSecured() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void writesOverMutualTls() {
    writes(options(Map.of()), "over TLS");
  }

  @Test
  void comesInByASecureConnectBundle() throws IOException, GeneralSecurityException {
    try (CloudForTests cloud = cloud()) {
      writes(byBundle(cloud), "by bundle");
      assertThat(errorsOf(byBundle(cloud))).isEmpty();
      Map<String, String> elsewhere = byBundle(cloud);
      elsewhere.put("table.name", "shop.secure");
      assertThat(errorsOf(elsewhere)).containsOnlyKeys("table.name");
    }
  }

  @Test
  void saysThatTheCloudOfABundleDoesNotAnswer() throws IOException, GeneralSecurityException {
    CloudForTests cloud = cloud();
    cloud.close();
    assertThat(errorsOf(byBundle(cloud)))
        .containsOnlyKeys("scylladb.cloud.secure.connect.bundle")
        .extractingByKey("scylladb.cloud.secure.connect.bundle")
        .asString()
        .contains("The bundle cannot be used (", "that the cluster is there and awake.");
  }

  private static CloudForTests cloud() throws IOException, GeneralSecurityException {
    try (CqlSession cql = plainSession()) {
      UUID hostId = cql.execute("SELECT host_id FROM system.local").one().getUuid(0);
      return CloudForTests.before(stack.cassandra(), hostId, certificates);
    }
  }

  private static Map<String, String> byBundle(CloudForTests cloud) {
    return new HashMap<>(
        Map.of(
            "name",
            "secured",
            "table.name",
            "shop.secured",
            "scylladb.cloud.secure.connect.bundle",
            cloud.bundle().toString(),
            "scylladb.username",
            "cassandra",
            "scylladb.password",
            "cassandra"));
  }

  private static void writes(Map<String, String> options, String text) {
    FakeTaskContext context = new FakeTaskContext();
    ScyllaSinkTask task = new ScyllaSinkTask();
    TopicPartition partition = new TopicPartition(RecordBuilder.TOPIC, 0);
    task.initialize(context);
    task.start(options);
    try {
      task.open(Set.of(partition));
      task.put(List.of(record(0).key(Map.of("pk", text)).columns("v", text).build()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          task.preCommit(Map.of(partition, new OffsetAndMetadata(1)))
                              .get(partition)
                              .offset())
                      .isEqualTo(1));
    } finally {
      task.stop();
    }
    assertThat(context.deadLetters).isEmpty();
    try (CqlSession cql = plainSession()) {
      assertThat(cql.execute("SELECT v FROM shop.secured WHERE pk = ?", text).one().getString(0))
          .isEqualTo(text);
    }
  }

  @Test
  void takesPemFiles() {
    assertThat(
            errors(
                Map.of(
                    "scylladb.ssl.truststore.type",
                    "PEM",
                    "scylladb.ssl.truststore.location",
                    certificates.serverPem().toString(),
                    "scylladb.ssl.keystore.type",
                    "PEM",
                    "scylladb.ssl.keystore.location",
                    certificates.clientPem().toString()),
                "scylladb.ssl.truststore.password",
                "scylladb.ssl.keystore.password"))
        .isEmpty();
  }

  @Test
  void saysWhichPasswordIsWrong() {
    assertThat(errors(Map.of("scylladb.password", "wrong-secret")))
        .isEqualTo(
            Map.of(
                "scylladb.password",
                List.of("The cluster refuses this user name and password; correct them.")));
    assertThat(errors(Map.of("scylladb.ssl.keystore.password", "wrong-secret")).toString())
        .contains("scylladb.ssl.keystore.location=[Cannot be used (")
        .doesNotContain("wrong-secret");
  }

  @Test
  void asksForALogin() {
    assertThat(errors(Map.of(), "scylladb.username", "scylladb.password"))
        .isEqualTo(
            Map.of(
                "scylladb.username",
                List.of(
                    "The cluster asks for a login; set scylladb.username and"
                        + " scylladb.password.")));
  }

  @Test
  void refusesACertificateThatNobodyTrusts() {
    assertThat(
            errors(
                Map.of(
                    "scylladb.ssl.truststore.type",
                    "PEM",
                    "scylladb.ssl.truststore.location",
                    certificates.clientPem().toString()),
                "scylladb.ssl.truststore.password"))
        .containsOnlyKeys("scylladb.ssl.truststore.location");
  }

  @Test
  void refusesACertificateForAnotherHostUnlessToldNotTo() {
    String byAddress = stack.cassandra().contactPoint();
    assertThat(errors(Map.of("scylladb.contact.points", byAddress)))
        .containsOnlyKeys("scylladb.ssl.truststore.location");
    assertThat(
            errors(
                Map.of(
                    "scylladb.contact.points",
                    byAddress,
                    "scylladb.ssl.hostname.verification",
                    "false")))
        .isEmpty();
  }

  @Test
  void doesNotPassWithoutACertificateOfItsOwn() {
    assertThat(errors(Map.of(), "scylladb.ssl.keystore.location", "scylladb.ssl.keystore.password"))
        .hasSize(1);
  }

  private static boolean tableIsMade() {
    try (CqlSession cql = plainSession()) {
      cql.execute(
          "CREATE KEYSPACE IF NOT EXISTS shop WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      cql.execute("CREATE TABLE IF NOT EXISTS shop.secured (pk text PRIMARY KEY, v text)");
      return true;
    }
  }

  private static CqlSession plainSession() {
    CassandraNode node = stack.cassandra();
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(node.host(), node.port()))
        .withLocalDatacenter(node.localDatacenter())
        .withAuthCredentials("cassandra", "cassandra")
        .build();
  }

  private static Map<String, String> options(Map<String, String> changed, String... without) {
    Map<String, String> options = new HashMap<>();
    options.put("name", "secured");
    options.put("table.name", "shop.secured");
    options.put("scylladb.contact.points", "localhost:" + stack.cassandra().port());
    options.put("scylladb.local.datacenter", stack.cassandra().localDatacenter());
    options.put("scylladb.username", "cassandra");
    options.put("scylladb.password", "cassandra");
    options.put("scylladb.ssl.enabled", "true");
    options.put("scylladb.ssl.truststore.location", certificates.clientTrust().toString());
    options.put("scylladb.ssl.truststore.password", Certificates.PASSWORD);
    options.put("scylladb.ssl.keystore.type", "PKCS12");
    options.put("scylladb.ssl.keystore.location", certificates.clientKeys().toString());
    options.put("scylladb.ssl.keystore.password", Certificates.PASSWORD);
    options.putAll(changed);
    options.keySet().removeAll(Set.of(without));
    return options;
  }

  private static Map<String, List<String>> errors(Map<String, String> changed, String... without) {
    return errorsOf(options(changed, without));
  }

  private static Map<String, List<String>> errorsOf(Map<String, String> options) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (ConfigValue value : new ScyllaSinkConnector().validate(options).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
