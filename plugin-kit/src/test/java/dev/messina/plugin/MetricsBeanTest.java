package dev.messina.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MetricsBeanTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name = MetricsBean.name("dev.messina:type=kit-test", "connector", "a b");

  public interface NumberMXBean {
    long getNumber();
  }

  @Test
  void aTaskThatClosesLateLeavesItsSuccessorsMetrics() throws Exception {
    MetricsBean before = show(1);
    MetricsBean after = show(2);
    before.close();
    assertThat(server.getAttribute(name, "Number")).isEqualTo(2L);
    before.close();
    after.close();
    assertThat(server.isRegistered(name)).isFalse();
    after.close();
  }

  @Test
  void doesNotTakeANameThatItMustLeave() throws Exception {
    try (MetricsBean first = show(1)) {
      assertThat(first).isNotNull();
      NumberMXBean other = () -> 2;
      assertThat(MetricsBean.showUnlessTaken(name, other, NumberMXBean.class)).isEmpty();
      assertThat(server.getAttribute(name, "Number")).isEqualTo(1L);
    }
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void quotesWhatAnObjectNameCannotHold() {
    assertThat(MetricsBean.name("d:type=t", "connector", "orders-1", "task", "0"))
        .hasToString("d:type=t,connector=orders-1,task=0");
    assertThat(MetricsBean.name("d:type=t", "connector", "a,b=c*").getKeyProperty("connector"))
        .isEqualTo(ObjectName.quote("a,b=c*"));
  }

  private MetricsBean show(long number) {
    NumberMXBean metrics = () -> number;
    return MetricsBean.show(name, metrics, NumberMXBean.class);
  }
}
