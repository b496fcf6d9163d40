package dev.messina.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.source.check.NeededActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The policies of docs/iam: what the source needs, by what it is to do. */
final class IamPolicies {

  static final Path FOLDER = Path.of("..", "docs", "iam");

  private static final ObjectMapper JSON = new ObjectMapper();

  private IamPolicies() {}

  /** Where the policy of a mode is. */
  static Path file(String mode, boolean discovery) {
    String name = mode.equals("when_needed") ? "initial" : mode.replace('_', '-');
    return FOLDER.resolve(name + (discovery ? "-discovery" : "") + ".json");
  }

  /** The policy as it should be. */
  static String render(String mode, boolean discovery) throws JsonProcessingException {
    NeededActions needed =
        NeededActions.of(
            discovery
                ? Map.of("snapshot.mode", mode, "tables.tag", "x")
                : Map.of("snapshot.mode", mode));
    String table = "arn:aws:dynamodb:REGION:ACCOUNT:table/" + (discovery ? "*" : "TABLE");
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(statement("ReadTables", needed.onTables(), table));
    if (needed.stream()) {
      statements.add(statement("ReadStreams", needed.onStreams(), table + "/stream/*"));
    }
    statements.add(statement("NameTables", needed.onAccount(), "*"));
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("Version", "2012-10-17");
    policy.put("Statement", statements);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    return JSON.writer(printer).writeValueAsString(policy) + "\n";
  }

  /** The actions that a shipped policy permits. */
  static Set<String> actions(Path file) throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : JSON.readTree(Files.readString(file)).get("Statement")) {
      statement.get("Action").forEach(action -> actions.add(action.asText()));
    }
    return actions;
  }

  private static Map<String, Object> statement(String id, List<String> actions, String resource) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", id);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", List.of(resource));
    return statement;
  }
}
