package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

class PluginTest {

  @Test
  void isFoundByConnect() {
    assertThat(ServiceLoader.load(Transformation.class))
        .anyMatch(transformation -> transformation.getClass() == ItemToRow.class);
  }

  @Test
  void hasTheProjectsVersion() {
    try (ItemToRow<?> transform = new ItemToRow<>()) {
      assertThat(transform.version())
          .isNotBlank()
          .isEqualTo(System.getProperty("messina.project.version"));
    }
  }

  @Test
  void documentsEveryOption() {
    assertThat(ItemToRow.OVERVIEW_DOC).isNotBlank();
    assertThat(ItemToRow.CONFIG_DEF.configKeys().values())
        .isNotEmpty()
        .allMatch(PluginTest::isDocumented);
  }

  private static boolean isDocumented(ConfigDef.ConfigKey key) {
    return !key.documentation.isBlank()
        && key.group != null
        && !key.displayName.isBlank()
        && key.validator != null;
  }
}
