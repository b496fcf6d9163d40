package dev.messina.e2e;

import dev.messina.cli.demo.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.testcontainers.utility.DockerImageName;
import org.yaml.snakeyaml.Yaml;

/** The images of {@code docker-compose.yml}, so that each version is written once. */
record ComposeImages(Map<String, Map<String, Object>> services) {

  static ComposeImages of(Project project) {
    try {
      Map<String, Map<String, Map<String, Object>>> file =
          new Yaml().load(Files.readString(project.home().resolve("docker-compose.yml")));
      return new ComposeImages(file.get("services"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  DockerImageName image(String service) {
    return DockerImageName.parse((String) services.get(service).get("image"));
  }
}
