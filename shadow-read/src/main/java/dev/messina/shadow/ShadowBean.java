package dev.messina.shadow;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** Shows counters in JMX until it is closed. */
final class ShadowBean implements ShadowReadMXBean, AutoCloseable {

  private final Supplier<ShadowCounters> counters;
  private final ObjectName name;

  /**
   * @throws IllegalArgumentException if JMX has one of this name already, or refuses the name
   */
  ShadowBean(String name, Supplier<ShadowCounters> counters) {
    this.counters = counters;
    try {
      this.name = new ObjectName("dev.messina:type=shadow-read,name=" + quoted(name));
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, this.name);
    } catch (JMException refused) {
      throw new IllegalArgumentException(
          "JMX does not take the shadow read '%s' (%s); give it another name."
              .formatted(name, refused.getClass().getSimpleName()),
          refused);
    }
  }

  private static String quoted(String name) {
    return name.matches("[\\w.-]+") ? name : ObjectName.quote(name);
  }

  @Override
  public void close() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (JMException gone) {
      throw new IllegalStateException("JMX no longer has " + name, gone);
    }
  }

  @Override
  public long getReads() {
    return counters.get().reads();
  }

  @Override
  public long getEqual() {
    return counters.get().equal();
  }

  @Override
  public long getExcused() {
    return counters.get().excused();
  }

  @Override
  public long getMissing() {
    return counters.get().missing();
  }

  @Override
  public long getExtra() {
    return counters.get().extra();
  }

  @Override
  public long getDifferent() {
    return counters.get().different();
  }

  @Override
  public long getTargetNewer() {
    return counters.get().targetNewer();
  }

  @Override
  public long getDeadLettered() {
    return counters.get().deadLettered();
  }

  @Override
  public long getUnsettled() {
    return counters.get().unsettled();
  }

  @Override
  public long getUncompared() {
    return counters.get().uncompared();
  }

  @Override
  public long getFailed() {
    return counters.get().failed();
  }

  @Override
  public long getSkipped() {
    return counters.get().skipped();
  }

  @Override
  public long getDropped() {
    return counters.get().dropped();
  }

  @Override
  public long getOpen() {
    return counters.get().open();
  }

  @Override
  public long getOldestOpenSeconds() {
    return counters.get().oldestOpenSeconds();
  }
}
