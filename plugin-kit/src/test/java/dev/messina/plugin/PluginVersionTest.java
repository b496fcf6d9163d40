package dev.messina.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginVersionTest {

  @Test
  void isThatOfTheFileBesideThePlugin() {
    assertThat(PluginVersion.of(PluginVersionTest.class)).isEqualTo("1.2.3");
  }
}
