package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.MetricsBean;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class SinkTaskMetricsTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  void showsATasksMetricsUnderItsConnectorsNameWhileItRuns() throws Exception {
    SinkTaskMetrics metrics = metrics(7);
    ObjectName name =
        new ObjectName("dev.messina:type=sink-task-metrics,connector=orders-1,task=2");
    try (MetricsBean bean = metrics.show("orders-1", 2)) {
      assertThat(bean).isNotNull();
      metrics.onDeadLettered("conversion");
      assertThat(server.getAttribute(name, "RecordsDeadLettered")).isEqualTo(1L);
      assertThat(server.getAttribute(name, "UnknownColumnsIgnored")).isEqualTo(7L);
      assertThat(server.getMBeanInfo(name).getAttributes())
          .extracting("name")
          .contains(
              "Written",
              "Deleted",
              "RecordsDeadLettered",
              "Retried",
              "InFlight",
              "UnknownColumnsIgnored");
      TabularData reasons = (TabularData) server.getAttribute(name, "RecordsDeadLetteredByReason");
      assertThat(reasons.get(new Object[] {"conversion"}).get("value")).isEqualTo(1L);
    }
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void aRestartedTaskTakesThePlaceOfTheOneBefore() throws Exception {
    ObjectName name = new ObjectName("dev.messina:type=sink-task-metrics,connector=\"a b\",task=0");
    MetricsBean before = metrics(1).show("a b", 0);
    MetricsBean after = metrics(2).show("a b", 0);
    assertThat(server.getAttribute(name, "UnknownColumnsIgnored")).isEqualTo(2L);
    before.close();
    assertThat(server.isRegistered(name)).as("the one before has ended late").isTrue();
    assertThat(server.getAttribute(name, "UnknownColumnsIgnored")).isEqualTo(2L);
    after.close();
    assertThat(server.isRegistered(name)).isFalse();
    after.close();
  }

  private static SinkTaskMetrics metrics(long unknownColumnsIgnored) {
    return new SinkTaskMetrics(
        new InFlight(4, 1_000), new OffsetTracker(), () -> unknownColumnsIgnored);
  }
}
