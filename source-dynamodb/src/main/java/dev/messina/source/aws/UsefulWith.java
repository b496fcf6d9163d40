package dev.messina.source.aws;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Shows an option in forms only where another one, which it belongs to, is set. */
record UsefulWith(String other) implements ConfigDef.Recommender {

  @Override
  public List<Object> validValues(String name, Map<String, Object> parsed) {
    return List.of();
  }

  @Override
  public boolean visible(String name, Map<String, Object> parsed) {
    Object value = parsed.get(other);
    return value != null && !value.toString().isEmpty();
  }
}
