package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.validate.ScyllaSinkConfig;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class PluginTest {

  private final ScyllaSinkConnector connector = new ScyllaSinkConnector();

  @Test
  void isRegisteredAsAService() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .hasAtLeastOneElementOfType(ScyllaSinkConnector.class);
  }

  @Test
  void isOfTheVersionThatWasBuilt() {
    assertThat(connector.version()).isEqualTo(System.getProperty("project.version")).isNotBlank();
    assertThat(new ScyllaSinkTask().version()).isEqualTo(connector.version());
  }

  @Test
  void givesEachTaskTheOptionsAndItsNumber() {
    connector.start(Map.of("table.name", "shop.orders"));
    assertThat(connector.taskConfigs(2))
        .isEqualTo(
            List.of(
                Map.of("table.name", "shop.orders", "messina.task.number", "0"),
                Map.of("table.name", "shop.orders", "messina.task.number", "1")));
    assertThat(connector.taskClass()).isEqualTo(ScyllaSinkTask.class);
  }

  @Test
  void aTaskThatNeverStartedCanBeStopped() {
    ScyllaSinkTask task = new ScyllaSinkTask();
    task.stop();
    assertThat(task.version()).isNotBlank();
  }

  @Test
  void keepsSecretsOutOfSight() {
    ConfigDef.ConfigKey password = connector.config().configKeys().get("scylladb.password");
    assertThat(password.type).isEqualTo(ConfigDef.Type.PASSWORD);
    ScyllaSinkConfig config =
        ScyllaSinkConfig.of(
            Map.of(
                "table.name", "shop.orders",
                "scylladb.contact.points", "node1:9042",
                "scylladb.local.datacenter", "dc1",
                "scylladb.username", "u",
                "scylladb.password", "tell-nobody"));
    assertThat(config.toString()).doesNotContain("tell-nobody");
    assertThat(config.session().password().value()).isEqualTo("tell-nobody");
  }
}
