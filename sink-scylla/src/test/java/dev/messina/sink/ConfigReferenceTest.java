package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * Holds the published reference to the options as they are. After a change, write it again: {@code
 * ./mvnw -pl sink-scylla test -Dtest=ConfigReferenceTest -Dmessina.docs.write=true}.
 */
class ConfigReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/config/sink-scylla.md");

  @Test
  void isWhatTheOptionsSay() throws IOException {
    String expected = reference(new ScyllaSinkConnector().config());
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, expected);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(expected);
  }

  private static String reference(ConfigDef definition) {
    return """
# Options of the sink for ScyllaDB

Connector class `dev.messina.sink.ScyllaSinkConnector`. Connect's own options, such as `topics`,
`tasks.max`, converters, transforms and `errors.*`, are used as for any sink; a name that is
neither theirs nor listed here is refused. Options of the driver pass as `scylladb.driver.*`, see
[the sink](../sink.md). This page is generated from the code.
"""
        + definition.groups().stream()
            .map(group -> section(group, definition))
            .collect(Collectors.joining());
  }

  private static String section(String group, ConfigDef definition) {
    List<ConfigDef.ConfigKey> options =
        definition.configKeys().values().stream()
            .filter(option -> option.group.equals(group))
            .sorted((a, b) -> Integer.compare(a.orderInGroup, b.orderInGroup))
            .toList();
    return "\n## "
        + group
        + "\n\n"
        + "| option | type | default | valid values | importance | |\n"
        + "|---|---|---|---|---|---|\n"
        + options.stream().map(ConfigReferenceTest::row).collect(Collectors.joining());
  }

  private static String row(ConfigDef.ConfigKey option) {
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            option.name,
            option.type.name().toLowerCase(Locale.ROOT),
            defaultOf(option),
            option.validator == null ? "" : option.validator,
            option.importance.name().toLowerCase(Locale.ROOT),
            option.documentation);
  }

  private static String defaultOf(ConfigDef.ConfigKey option) {
    if (!option.hasDefault()) {
      return "required";
    }
    return option.defaultValue == null ? "" : "`" + option.defaultValue + "`";
  }
}
