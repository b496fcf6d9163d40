package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The queries in {@code observability/}, each under the title of its panel, variable or alert. */
final class ShippedQueries {

  private ShippedQueries() {}

  static Map<String, PromQl> ofTheDashboard(Project project) throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(file(project, "grafana-dashboard.json").toFile());
    Map<String, PromQl> queries = new LinkedHashMap<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            "panel " + panel.path("title").asText() + " " + target.path("refId").asText(),
            new PromQl(target.path("expr").asText()));
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.put(
            "variable " + variable.path("name").asText(),
            new PromQl(variable.path("query").asText()));
      }
    }
    return queries;
  }

  static Map<String, PromQl> ofTheAlerts(Project project) throws IOException {
    Map<String, PromQl> queries = new LinkedHashMap<>();
    alerts(project)
        .forEach(
            alert ->
                queries.put("alert " + alert.get("alert"), new PromQl((String) alert.get("expr"))));
    return queries;
  }

  /** The rules as they stand in the file. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> alerts(Project project) throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(file(project, "prometheus-alerts.yml")));
    return file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  static Path file(Project project, String name) {
    return project.home().resolve("observability").resolve(name);
  }
}
