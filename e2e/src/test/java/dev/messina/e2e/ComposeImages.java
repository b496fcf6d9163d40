package dev.messina.e2e;

import dev.messina.cli.local.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.utility.DockerImageName;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} says of its images, so that each thing is written once. */
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

  /** The environment of the service. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    ((Map<?, ?>) services.get(service).get("environment"))
        .forEach((name, value) -> environment.put(name.toString(), value.toString()));
    return environment;
  }

  /** The arguments that the service's image is started with. */
  String[] command(String service) {
    return ((List<?>) services.get(service).get("command"))
        .stream().map(String.class::cast).toArray(String[]::new);
  }
}
