package dev.messina.source.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names of the beans, in Debezium's pattern. */
final class BeanNames {

  static final String DOMAIN = "dev.messina.source";

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n\\\\]|^$");

  private final TaskIdentity task;

  BeanNames(TaskIdentity task) {
    this.task = task;
  }

  /** Two connectors may share a prefix, so it is the connector that tells tasks apart. */
  ObjectName task() {
    return name("task", Map.of("connector", task.connector()));
  }

  ObjectName table(String context, String table) {
    return name(context, Map.of("table", table));
  }

  private ObjectName name(String context, Map<String, String> more) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("type", "connector-metrics");
    keys.put("context", context);
    keys.put("server", task.server());
    keys.put("task", task.task());
    keys.putAll(more);
    StringBuilder text = new StringBuilder(DOMAIN);
    char separator = ':';
    for (Map.Entry<String, String> key : keys.entrySet()) {
      text.append(separator).append(key.getKey()).append('=').append(safe(key.getValue()));
      separator = ',';
    }
    try {
      return new ObjectName(text.toString());
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException("Every value was quoted in " + text, e);
    }
  }

  private static String safe(String value) {
    return NEEDS_QUOTES.matcher(value).find() ? ObjectName.quote(value) : value;
  }
}
