package dev.messina.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Avro by Confluent's own converter and registry, which are in Confluent's images alone. */
@Tag("containers")
@EnabledIfSystemProperty(
    named = "messina.stack",
    matches = "containers",
    disabledReason = "Confluent's converter comes with its image: ./mvnw verify -Pcontainers")
@ExtendWith(AnyStack.class)
class ConfluentAvroIT {

  @Test
  void theExampleRunsAsItIs(Site site, @TempDir Path folder) throws IOException {
    try (ConfluentWorker confluent = ConfluentWorker.beside((ContainerSite) site, folder)) {
      ReadingsExample.run(
          site,
          confluent.connect(),
          "avro-confluent",
          Map.of(
              "key.converter.schema.registry.url", ConfluentWorker.REGISTRY,
              "value.converter.schema.registry.url", ConfluentWorker.REGISTRY),
          new Registry(confluent.registryUrl()));
    }
  }
}
