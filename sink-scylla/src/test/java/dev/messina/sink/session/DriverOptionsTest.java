package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.messina.plugin.OptionError;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option of the driver works as its reference says, or is refused with the reason. */
class DriverOptionsTest {

  private static final String TRANSLATOR = "advanced.address-translator";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "advanced.reconnect-on-init|true|the connector waits by itself",
        "advanced.retry-policy.class|com.example.Ignoring|could count a row as written that is not",
        "advanced.retry-policy|com.example.Ignoring|could count a row as written that is not",
        "advanced.retry-policy.my-option|1|could count a row as written that is not",
        "advanced.speculative-execution-policy.class|ConstantSpeculativeExecutionPolicy|twice"
            + " while",
        "advanced.speculative-execution-policy.delay|10 ms|twice while",
        "advanced.timestamp-generator.class|ServerSideTimestampGenerator|its own write timestamp",
        "advanced.netty.io-group.shutdown.quiet-period|60|would wait for it",
        "advanced.netty.admin-group.shutdown.timeout|60|would wait for it",
        "advanced.resolve-contact-points|false|asks the name service again",
        "advanced.metadata.schema.enabled|false|no value can be converted",
        "advanced.request-tracker.logs.show-values|true|must not appear in logs",
        "advanced.metrics.session.enabled|[cql-requests]|nobody shows the driver's metrics",
        "advanced.protocol.version|v3|cannot leave a column as it is",
        "advanced.control-connection.schema-agreement.timeout|0 seconds|is being altered",
        "advanced.control-connection.schema-agreement.timeout|0|is being altered",
        "basic.request.default-idempotence|false|may be repeated",
        "basic.request.serial-consistency|SERIAL|no effect",
        "basic.session-keyspace|shop|no effect",
        "basic.config-reload-interval|1 minute|no effect",
        "basic.request.timeout|1 second|use 'scylladb.request.timeout.ms'",
        "basic.request.consistency|ONE|use 'scylladb.consistency.level'",
        "basic.contact-points|[node1:9042]|use 'scylladb.contact.points'",
        "advanced.auth-provider.class|PlainTextAuthProvider|use 'scylladb.username'",
        "advanced.ssl-engine-factory.cipher-suites|[TLS]|use 'scylladb.ssl.enabled'"
      })
  void refusesWithTheReasonWhatTheConnectorDecides(String path, String value, String reason) {
    assertThat(DriverOptions.problems(Map.of(path, value)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.option()).isEqualTo("scylladb.driver." + path);
              assertThat(finding.problem()).contains(reason);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "advanced.connection.connect-timeout|8 seconds",
        "advanced.connection.pool.local.size|2",
        "advanced.control-connection.reconnection.fallback-to-original-contact-points|false",
        "advanced.control-connection.schema-agreement.timeout|30 seconds",
        "advanced.heartbeat.interval|10 seconds",
        "advanced.load-balancing-policy.dc-failover.max-nodes-per-remote-dc|2",
        "advanced.metadata.schema.refreshed-keyspaces|[shop]",
        "advanced.prepared-statements.prepare-on-all-nodes|false",
        "advanced.protocol.compression|lz4",
        "advanced.protocol.version|V4",
        "advanced.reconnection-policy.max-delay|5 seconds",
        "advanced.request-tracker.logs.slow.enabled|true",
        "advanced.socket.keep-alive|true",
        "advanced.throttler.class|RateLimitingRequestThrottler",
        "advanced.throttler.max-requests-per-second|1000",
        "basic.load-balancing-policy.slow-replica-avoidance|false",
        "basic.session-name|mine"
      })
  void leavesTheDriverWhatIsItsOwn(String path, String value) {
    assertThat(DriverOptions.problems(Map.of(path, value))).isEmpty();
  }

  @Test
  void theOptionsOfAClassThatTheUserNamesAreTaken() {
    Map<String, String> fixed =
        Map.of(
            TRANSLATOR + ".class",
            "FixedHostNameAddressTranslator",
            TRANSLATOR + ".advertised-hostname",
            "localhost");
    Map<String, String> own =
        Map.of(
            "basic.load-balancing-policy.class",
            "com.example.Near",
            "basic.load-balancing-policy.near.zones",
            "[a, b]",
            "advanced.request-tracker.classes",
            "[com.example.Tracker]",
            "advanced.request-tracker.sampling",
            "7",
            "advanced.metrics.factory.class",
            "com.example.Metrics",
            "advanced.metrics.session.enabled",
            "[cql-requests]");
    assertThat(DriverOptions.problems(fixed)).isEmpty();
    assertThat(DriverOptions.problems(own)).isEmpty();

    DriverExecutionProfile profile = applied(fixed);
    assertThat(profile.getString(() -> TRANSLATOR + ".advertised-hostname")).isEqualTo("localhost");
    assertThat(applied(own).getStringList(() -> "basic.load-balancing-policy.near.zones"))
        .containsExactly("a", "b");
  }

  @Test
  void withoutTheClassNobodyWouldReadThem() {
    assertThat(DriverOptions.problems(Map.of(TRANSLATOR + ".advertised-hostname", "localhost")))
        .containsExactly(
            new OptionError(
                "scylladb.driver." + TRANSLATOR + ".advertised-hostname",
                "It belongs to FixedHostNameAddressTranslator; name that as"
                    + " 'scylladb.driver.advanced.address-translator.class' as well, or remove"
                    + " it."));
    assertThat(DriverOptions.problems(Map.of("basic.load-balancing-policy.near.zones", "a")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "advanced.address-translator.advertised-hostnam|advanced.address-translator.advertised-hostname",
        "advanced.adress-translator.class|advanced.address-translator.class",
        "advanced.address-translator.clas|advanced.address-translator.class"
      })
  void aTypingErrorBesideAClassIsStillFound(String path, String meant) {
    Map<String, String> options =
        Map.of(TRANSLATOR + ".class", "FixedHostNameAddressTranslator", path, "x");
    assertThat(DriverOptions.problems(options))
        .containsExactly(
            new OptionError(
                "scylladb.driver." + path,
                "The driver has no option '"
                    + path
                    + "'; did you mean 'scylladb.driver."
                    + meant
                    + "'?"));
  }

  /** A new version of the driver may bring what has to be decided. */
  @Test
  void noOptionOfTheDriverIsNew() {
    List<String> decided =
        Stream.of(
                "advanced.address-translator",
                "advanced.auth-provider",
                "advanced.coalescer",
                "advanced.connection",
                "advanced.control-connection",
                "advanced.heartbeat",
                "advanced.load-balancing-policy",
                "advanced.metadata",
                "advanced.metrics",
                "advanced.netty",
                "advanced.node-state-listener",
                "advanced.prepared-statements",
                "advanced.protocol",
                "advanced.reconnect-on-init",
                "advanced.reconnection-policy",
                "advanced.request",
                "advanced.request-tracker",
                "advanced.resolve-contact-points",
                "advanced.retry-policy",
                "advanced.schema-change-listener",
                "advanced.session-leak",
                "advanced.socket",
                "advanced.speculative-execution-policy",
                "advanced.ssl-engine-factory",
                "advanced.throttler",
                "advanced.timestamp-generator",
                "basic.cloud",
                "basic.config-reload-interval",
                "basic.contact-points",
                "basic.load-balancing-policy",
                "basic.request",
                "basic.session-keyspace",
                "basic.session-name")
            .toList();
    TreeSet<String> undecided = new TreeSet<>();
    for (DefaultDriverOption option : DefaultDriverOption.values()) {
      undecided.add(option.getPath());
    }
    undecided.removeIf(
        path ->
            decided.stream().anyMatch(group -> path.equals(group) || path.startsWith(group + ".")));
    assertThat(undecided).isEmpty();
  }

  private static DriverExecutionProfile applied(Map<String, String> byPath) {
    ProgrammaticDriverConfigLoaderBuilder builder = DriverConfigLoader.programmaticBuilder();
    DriverOptions.apply(byPath, builder);
    try (DriverConfigLoader loader = builder.build()) {
      return loader.getInitialConfig().getDefaultProfile();
    }
  }
}
