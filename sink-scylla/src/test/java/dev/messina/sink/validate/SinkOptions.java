package dev.messina.sink.validate;

import dev.messina.plugin.OptionError;
import dev.messina.sink.validate.ClusterCheck.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;

/** A sound sink's options, which a test changes, and what the validation makes of them. */
final class SinkOptions {

  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "table.name", "shop.orders",
              "scylladb.contact.points", "node1:9042",
              "scylladb.local.datacenter", "dc1"));

  void put(String option, String value) {
    options.put(option, value);
  }

  void remove(String option) {
    options.remove(option);
  }

  void clear() {
    options.clear();
  }

  /**
   * What is wrong, by option.
   *
   * @param findings what the cluster says when it is asked
   */
  Map<String, List<String>> errors(OptionError... findings) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (ConfigValue value : entries(findings)) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }

  /** Every entry of the answer. */
  List<ConfigValue> entries(OptionError... findings) {
    return new SinkValidation((settings, targets) -> List.of(findings), client -> Set.of())
        .validate(options)
        .configValues();
  }

  /** What the cluster is asked about. */
  Targets targets() {
    List<Targets> asked = new ArrayList<>();
    new SinkValidation(
            (settings, targets) -> {
              asked.add(targets);
              return List.of();
            },
            client -> Set.of())
        .validate(options);
    return asked.get(0);
  }
}
