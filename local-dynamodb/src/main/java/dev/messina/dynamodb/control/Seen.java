package dev.messina.dynamodb.control;

import dev.messina.dynamodb.http.HttpCall;
import dev.messina.dynamodb.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A request as rules see it.
 *
 * @param operation its name alone, such as {@code PutItem}; empty if it has none
 * @param resource the table's name, or an ARN or iterator that holds it; empty if it names none
 * @param body its text
 */
public record Seen(String operation, String resource, String body) {

  private static final String[] RESOURCES = {
    "TableName", "StreamArn", "ShardIterator", "TableArn", "ResourceArn"
  };

  static Seen of(HttpCall call) {
    String target = call.header().apply("X-Amz-Target");
    String operation = target == null ? "" : target.substring(target.lastIndexOf('.') + 1);
    return new Seen(
        operation, resource(call.body()), new String(call.body(), StandardCharsets.UTF_8));
  }

  /** Whether it asks for something of a table. */
  boolean isAbout(String table) {
    return resource.equals(table)
        || resource.endsWith(":table/" + table)
        || resource.contains(":table/" + table + "/")
        || (" " + resource + " ").contains(" " + table + " ");
  }

  private static String resource(byte[] body) {
    try {
      Map<String, Object> request = JsonTree.object(body);
      for (String name : RESOURCES) {
        if (request.get(name) instanceof String resource) {
          return resource;
        }
      }
      return Optional.ofNullable(request.get("RequestItems"))
          .filter(Map.class::isInstance)
          .map(items -> String.join(" ", names((Map<?, ?>) items)))
          .orElse("");
    } catch (IOException e) {
      // The server itself answers that this is no request.
      return "";
    }
  }

  private static TreeSet<String> names(Map<?, ?> items) {
    TreeSet<String> names = new TreeSet<>();
    items.keySet().forEach(name -> names.add((String) name));
    return names;
  }
}
