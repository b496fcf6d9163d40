package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the cluster. */
class SessionValidationTest {

  private final SinkOptions options = new SinkOptions();

  @Test
  void aBundleTakesThePlaceOfNodesAndEncryption(@TempDir Path folder) throws IOException {
    byBundle(bundle(folder, "config.json", "identity.jks", "trustStore.jks"));
    assertThat(options.errors()).isEmpty();
    options.put("scylladb.local.datacenter", "dc1");
    options.put("scylladb.ssl.enabled", "true");
    String twice =
        "The bundle of scylladb.cloud.secure.connect.bundle says this; keep one of them.";
    assertThat(options.errors(new OptionError("table.name", "asked")))
        .isEqualTo(
            Map.of(
                "scylladb.local.datacenter",
                List.of(twice),
                "scylladb.ssl.enabled",
                List.of(twice)));
  }

  @Test
  void saysWhatIsWrongWithABundle(@TempDir Path folder) throws IOException {
    byBundle(bundle(folder, "config.json", "identity.jks"));
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "scylladb.cloud.secure.connect.bundle",
                List.of(
                    "The bundle cannot be used (it lacks trustStore.jks); check that each worker"
                        + " has the file as the cloud gave it, and that the cluster is there and"
                        + " awake.")));
    byBundle(Files.writeString(folder.resolve("text.zip"), "no archive"));
    assertThat(options.errors()).containsOnlyKeys("scylladb.cloud.secure.connect.bundle");
    byBundle(folder.resolve("nowhere.zip"));
    assertThat(options.errors().toString()).contains("The bundle cannot be used (", "nowhere.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANY", "SERIAL", "LOCAL_SERIAL"})
  void refusesLevelsThatKeepNoRow(String level) {
    options.put("scylladb.consistency.level", level);
    assertThat(options.errors()).containsOnlyKeys("scylladb.consistency.level");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic.request.page-sise|The driver has no option 'basic.request.page-sise'; did you mean"
            + " 'scylladb.driver.basic.request.page-size'?",
        "colour|The driver has no option 'colour'; remove it, or see reference.conf of ScyllaDB's"
            + " Java driver.",
        "basic.request.timeout|The connector has an option for this; use"
            + " 'scylladb.request.timeout.ms'.",
        "advanced.auth-provider.password|The connector has an option for this; use"
            + " 'scylladb.username'.",
        "advanced.ssl-engine-factory.class|The connector has an option for this; use"
            + " 'scylladb.ssl.enabled'.",
        "advanced.request-tracker.logs.show-values|Values of rows must not appear in logs; remove"
            + " it."
      })
  void knowsTheOptionsOfTheDriver(String path, String message) {
    options.put("scylladb.driver." + path, "secret");
    assertThat(options.errors())
        .isEqualTo(Map.of("scylladb.driver." + path, List.of(message.replace("''", "'"))));
  }

  @Test
  void leavesTheDriverItsOwnOptions() {
    options.put("scylladb.driver.advanced.connection.pool.local.size", "2");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void namesTheFileThatCannotBeUsed() {
    options.put("scylladb.ssl.enabled", "true");
    options.put("scylladb.ssl.truststore.location", "/no/such/trust.p12");
    options.put("scylladb.ssl.truststore.password", "secret");
    options.put("scylladb.ssl.keystore.location", "/no/such/key.pem");
    options.put("scylladb.ssl.keystore.type", "PEM");
    Map<String, List<String>> errors = options.errors();
    assertThat(errors)
        .containsOnlyKeys("scylladb.ssl.truststore.location", "scylladb.ssl.keystore.location");
    assertThat(errors.toString())
        .contains("Cannot be used (/no/such/trust.p12); check that each worker has this file")
        .doesNotContain("secret");
  }

  @Test
  void asksWhetherAStoreWithoutTlsIsMeant() {
    options.put("scylladb.ssl.truststore.location", "trust.p12");
    assertThat(options.errors()).containsOnlyKeys("scylladb.ssl.enabled");
  }

  @ParameterizedTest
  @CsvSource({"scylladb.username, scylladb.password", "scylladb.password, scylladb.username"})
  void wantsBothHalvesOfTheCredentials(String given, String missing) {
    options.put(given, "x");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(missing, List.of(given + " is set; set " + missing + " as well, or neither.")));
  }

  private void byBundle(Path bundle) {
    options.remove("scylladb.contact.points");
    options.remove("scylladb.local.datacenter");
    options.put("scylladb.cloud.secure.connect.bundle", bundle.toString());
  }

  private static Path bundle(Path folder, String... parts) throws IOException {
    Path file = folder.resolve("bundle.zip");
    try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String part : parts) {
        archive.putNextEntry(new ZipEntry(part));
        archive.closeEntry();
      }
    }
    return file;
  }
}
