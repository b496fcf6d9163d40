package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

class DynamoDbClientsTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/migration";

  private FakeAws aws;

  @BeforeEach
  void startAws() throws IOException {
    aws = new FakeAws();
  }

  @AfterEach
  void stopAws() {
    aws.close();
  }

  @Test
  void asksWithTheKeysThatAreGiven() {
    ask(keys(), 1);

    assertThat(aws.accessKeys()).containsExactly("base");
    assertThat(aws.stsRequests()).isEmpty();
  }

  @Test
  void assumesARoleOnTopOfTheKeysOnce() {
    Map<String, String> properties = keys();
    properties.put("aws.role.arn", ROLE);
    properties.put("aws.role.external.id", "shared-secret");
    properties.put("aws.role.session.name", "messina-orders");
    ask(properties, 3);

    assertThat(aws.stsRequests())
        .singleElement()
        .asString()
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fmigration")
        .contains("ExternalId=shared-secret")
        .contains("RoleSessionName=messina-orders");
    assertThat(aws.accessKeys()).containsExactly("role-1", "role-1", "role-1");
  }

  @Test
  void renewsTheCredentialsOfARoleBeforeTheyExpire() {
    aws.life(Duration.ofSeconds(30));
    Map<String, String> properties = keys();
    properties.put("aws.role.arn", ROLE);
    ask(properties, 2);

    assertThat(aws.accessKeys()).containsExactly("role-1", "role-2");
  }

  @Test
  void assumesARoleWithAWebIdentityToken(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "the-token");
    Map<String, String> properties = properties();
    properties.put("aws.role.arn", ROLE);
    properties.put("aws.web.identity.token.file", token.toString());
    ask(properties, 1);

    assertThat(aws.stsRequests())
        .singleElement()
        .asString()
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=the-token");
    assertThat(aws.accessKeys()).containsExactly("role-1");
  }

  @Test
  void tellsARefusalOfStsFromOneOfDynamoDb() {
    aws.refuse("AccessDenied");
    Map<String, String> properties = keys();
    properties.put("aws.role.arn", ROLE);

    assertThatThrownBy(() -> ask(properties, 1))
        .matches(Refusals::isBySts)
        .matches(Refusals::isNotPermitted);
  }

  @Test
  void saysThatAProfileDoesNotExist() {
    Map<String, String> properties = properties();
    properties.put("aws.profile", "messina-nobody");

    assertThatThrownBy(() -> ask(properties, 1))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("messina-nobody")
        .hasMessageContaining("credentials");
  }

  @Test
  void goesThroughTheProxy() {
    Map<String, String> properties = keys();
    properties.put("aws.endpoint", "http://dynamodb.invalid:8000");
    properties.put("aws.proxy.url", aws.url());
    ask(properties, 1);

    assertThat(aws.targets()).containsExactly("http://dynamodb.invalid:8000/");
  }

  @ParameterizedTest
  @ValueSource(longs = {-600, -10, 10, 600})
  void aWorkerWhoseClockIsOffIsAnswered(long minutes) throws IOException {
    try (SkewedAws skewed = new SkewedAws();
        DynamoDbClients clients = skewedClients(skewed)) {
      skewed.ahead(Duration.ofMinutes(minutes));

      assertThat(clients.tableApi().tableNames()).containsExactly("orders");
      assertThat(clients.tableApi().tableNames()).containsExactly("orders");
      assertThat(skewed.asked()).isEqualTo(3);
    }
  }

  @Test
  void aClockThatIsSetWhileItRunsDoesNoHarm() throws IOException {
    try (SkewedAws skewed = new SkewedAws();
        DynamoDbClients clients = skewedClients(skewed)) {
      for (int hours : new int[] {0, 2, -3, 0}) {
        skewed.ahead(Duration.ofHours(hours));
        assertThat(clients.tableApi().tableNames()).containsExactly("orders");
      }
    }
  }

  private DynamoDbClients skewedClients(SkewedAws skewed) {
    Map<String, String> properties = keys();
    properties.put("aws.endpoint", skewed.url());
    return DynamoDbClients.open(settings(properties), 1);
  }

  @Test
  void saysWhichHostIsNotKnown() {
    Map<String, String> properties = keys();
    properties.put("aws.endpoint", "http://dynamodb.invalid:8000");

    assertThatThrownBy(() -> ask(properties, 1))
        .satisfies(
            e ->
                assertThat(FailureText.of(e))
                    .isEqualTo("the host name 'dynamodb.invalid' cannot be resolved."));
  }

  @Test
  void learnsTheTimeFromTheAnswers() {
    try (DynamoDbClients clients = DynamoDbClients.open(settings(keys()), 1)) {
      clients.tableApi().tableNames();

      assertThat(Duration.between(Instant.now(), clients.clock().instant()).abs())
          .isLessThan(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws.access.key.id, , aws.secret.access.key",
    "aws.session.token, , aws.session.token",
    "aws.role.external.id, , aws.role.external.id",
    "aws.web.identity.token.file, , aws.web.identity.token.file",
    "aws.web.identity.token.file, aws.role.arn, aws.web.identity.token.file",
    "aws.profile, aws.role.arn, ''",
    "aws.role.external.id, aws.role.arn, ''"
  })
  void refusesOptionsThatDoNotGoTogether(String option, String second, String onOption) {
    Map<String, String> properties = new HashMap<>(Map.of(option, "x"));
    if (second != null) {
      properties.put(second, "x");
    }
    if (onOption.isEmpty()) {
      assertThat(CredentialSettings.problems(properties)).isEmpty();
      return;
    }
    assertThat(CredentialSettings.problems(properties)).containsOnlyKeys(onOption);
    assertThatThrownBy(() -> settings(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(onOption + ": ");
  }

  private void ask(Map<String, String> properties, int times) {
    try (DynamoDbClients clients =
        DynamoDbClients.open(settings(properties), 1, Duration.ofSeconds(10))) {
      for (int i = 0; i < times; i++) {
        assertThat(clients.tableApi().tableNames()).containsExactly("orders");
      }
    }
  }

  private static AwsSettings settings(Map<String, String> properties) {
    return AwsSettings.from(
        new AbstractConfig(AwsSettings.define(new ConfigDef()), properties, false));
  }

  private Map<String, String> keys() {
    Map<String, String> properties = properties();
    properties.put("aws.access.key.id", "base");
    properties.put("aws.secret.access.key", "secret");
    return properties;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("aws.region", "eu-west-1");
    properties.put("aws.endpoint", aws.url());
    properties.put("aws.sts.endpoint", aws.url());
    return properties;
  }
}
