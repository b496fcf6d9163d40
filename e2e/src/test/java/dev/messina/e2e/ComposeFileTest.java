package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.messina.cli.Messina;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What can be said of {@code docker-compose.yml} where there is no Docker. */
class ComposeFileTest {

  /** They do their work and end; all others stay up. */
  private static final Set<String> JOBS =
      Set.of("plugins", "target-table", "data", "connectors", "changes", "verdict");

  private static final Path HOME = Project.current().home();

  private static JsonNode file;
  private static Map<String, JsonNode> services;

  @BeforeAll
  static void read() throws IOException {
    Object yaml = new Yaml().load(Files.readString(HOME.resolve("docker-compose.yml")));
    file = new ObjectMapper().valueToTree(yaml);
    services = new ObjectMapper().convertValue(file.path("services"), new ServicesByName());
  }

  @Test
  void conformsToTheComposeSpecification() throws IOException {
    assertThat(specification().validate(file)).isEmpty();
  }

  @Test
  void theSpecificationIsReallyAsked() throws IOException {
    ObjectNode wrong = file.deepCopy();
    ((ObjectNode) wrong.at("/services/kafka")).put("helthcheck", "misspelt");
    assertThat(specification().validate(wrong)).hasSize(1);
  }

  @Test
  void everyImageIsPinnedToAVersion() {
    assertThat(services)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            (name, service) ->
                assertThat(service.path("image").asText())
                    .matches("[^:]+:v?\\d+\\.\\d+\\.\\d+\\S*"));
  }

  @Test
  void brokerAndWorkerAreOfTheVersionThatTheTestsRun() throws IOException {
    String pom = Files.readString(HOME.resolve("pom.xml"));
    for (String name : List.of("kafka", "connect", "verdict")) {
      String tag = services.get(name).path("image").asText().replace("apache/kafka:", "");
      assertThat(pom).contains("<kafka.version>" + tag + "</kafka.version>");
    }
  }

  @Test
  void everyServiceThatStaysUpHasAHealthCheck() {
    assertThat(services.keySet()).containsAll(JOBS);
    assertThat(services)
        .allSatisfy(
            (name, service) ->
                assertThat(service.at("/healthcheck/test").size() > 1)
                    .isEqualTo(!JOBS.contains(name)));
  }

  /** BusyBox's wget takes the first address of a name, ::1, and never tries the next. */
  @Test
  void healthIsAskedForByAddressNotByName() {
    List<String> urls =
        texts("healthcheck", "test").stream().filter(text -> text.startsWith("http")).toList();
    assertThat(urls).hasSize(5).allMatch(url -> url.startsWith("http://127.0.0.1:"));
  }

  @Test
  void everyServiceHasAMemoryLimit() {
    assertThat(services)
        .allSatisfy(
            (name, service) -> assertThat(service.path("mem_limit").asText()).matches("\\d+[mg]"));
  }

  @Test
  void whoWaitsWaitsForHealthOfServicesAndForTheEndOfJobs() {
    assertThat(services)
        .allSatisfy(
            (name, service) ->
                service
                    .path("depends_on")
                    .properties()
                    .forEach(
                        other ->
                            assertThat(other.getValue().path("condition").asText())
                                .isEqualTo(
                                    JOBS.contains(other.getKey())
                                        ? "service_completed_successfully"
                                        : "service_healthy")));
  }

  @Test
  void whatIsMountedExists() {
    List<String> volumes = new ArrayList<>();
    file.path("volumes").fieldNames().forEachRemaining(volumes::add);
    List<String> mounts = texts("volumes");
    assertThat(mounts)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            mount -> {
              String source = mount.substring(0, mount.indexOf(':'));
              assertThat(volumes.contains(source) || Files.exists(HOME.resolve(source)))
                  .as(mount)
                  .isTrue();
            });
  }

  @Test
  void theTargetTableKeepsItsTombstonesBeforeAnyRowIsWritten() {
    JsonNode job = services.get("target-table");
    assertThat(job.path("entrypoint").path(2).asText())
        .isEqualTo("for file in schema schema-scylla; do cqlsh scylla --file /$$file.cql; done");
    List<String> mounts = new ArrayList<>();
    job.path("volumes").forEach(mount -> mounts.add(mount.asText()));
    assertThat(mounts)
        .containsExactly(
            "./config-examples/simple-table/schema.cql:/schema.cql:ro",
            "./config-examples/simple-table/schema-scylla.cql:/schema-scylla.cql:ro");
  }

  @Test
  void portsAreOpenToThisMachineOnly() {
    assertThat(texts("ports")).hasSizeGreaterThan(5).allMatch(port -> port.startsWith("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.sh", "changes.sh", "connectors.sh", "demo.sh"})
  void theShellUnderstandsTheScript(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-n", HOME.resolve("compose").resolve(script).toString())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void theVerdictIsACommandOfOurs() {
    List<String> command = new ArrayList<>();
    services.get("verdict").path("command").forEach(word -> command.add(word.asText()));
    int main = command.indexOf(Messina.class.getName());
    String[] arguments = command.subList(main + 1, command.size()).toArray(String[]::new);
    assertThat(Messina.commandLine().parseArgs(arguments).subcommand().commandSpec().name())
        .isEqualTo("compare");
  }

  /** A docker that says yes to everything, and what the container has ended with. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theDemoEndsAsTheVerdictDoes(int exitCode, @TempDir Path folder) throws Exception {
    Path docker = folder.resolve("docker");
    Files.writeString(docker, "#!/bin/sh\nif [ $1 = wait ]; then echo " + exitCode + "; fi\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder demo =
        new ProcessBuilder("sh", HOME.resolve("compose/demo.sh").toString()).inheritIO();
    demo.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    assertThat(demo.start().waitFor()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source.json", "sink.json"})
  void theScriptReplacesEveryAddressOfTheConnectors(String connector) throws IOException {
    String script = Files.readString(HOME.resolve("compose/connectors.sh"));
    String json = Files.readString(Project.current().example("simple-table/" + connector));
    assertThat(Stream.of(json.split("\"")).filter(text -> text.contains("localhost")))
        .isNotEmpty()
        .allMatch(address -> script.contains("s/" + address.replace("http://", "") + "/"));
  }

  private static List<String> texts(String... path) {
    List<String> texts = new ArrayList<>();
    String list = "/" + String.join("/", path);
    services
        .values()
        .forEach(service -> service.at(list).forEach(text -> texts.add(text.asText())));
    return texts;
  }

  private static JsonSchema specification() throws IOException {
    try (InputStream text =
        ComposeFileTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
      ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(text);
      // It says 2019-09 and is written in the words of draft 4; its id is no address.
      schema.remove(List.of("$schema", "id"));
      // What it calls a duration is Go's, not ISO's.
      SchemaValidatorsConfig withoutFormats =
          SchemaValidatorsConfig.builder().formatAssertionsEnabled(false).build();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
          .getSchema(schema, withoutFormats);
    }
  }

  private static final class ServicesByName extends TypeReference<Map<String, JsonNode>> {}
}
