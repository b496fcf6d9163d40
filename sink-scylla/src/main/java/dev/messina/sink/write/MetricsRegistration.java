package dev.messina.sink.write;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A task's metrics in JMX while it runs, as {@code
 * dev.messina:type=sink-task-metrics,connector=…,task=…}. The newest task has the name: one that
 * ends late doesn't touch what its successor shows.
 */
public final class MetricsRegistration implements AutoCloseable {

  private static final Object TURN = new Object();

  private final MBeanServer server;
  private final ObjectName name;
  private final Bean bean;

  /** Knows whether it is the one that has the name. */
  private static final class Bean extends StandardMBean {
    private volatile boolean registered;

    Bean(SinkTaskMetrics metrics) {
      super(metrics, SinkTaskMetricsMXBean.class, true);
    }

    @Override
    public void postRegister(Boolean done) {
      super.postRegister(done);
      registered = done;
    }

    @Override
    public void postDeregister() {
      super.postDeregister();
      registered = false;
    }
  }

  private MetricsRegistration(MBeanServer server, ObjectName name, Bean bean) {
    this.server = server;
    this.name = name;
    this.bean = bean;
  }

  /** Shows the metrics; takes the place of a task of the same name that has not ended yet. */
  public static MetricsRegistration register(SinkTaskMetrics metrics, String connector, int task) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = name(connector, task);
    Bean bean = new Bean(metrics);
    try {
      synchronized (TURN) {
        if (server.isRegistered(name)) {
          server.unregisterMBean(name);
        }
        server.registerMBean(bean, name);
      }
    } catch (JMException e) {
      throw new ConnectException("Cannot register the metrics " + name + " in JMX.", e);
    }
    return new MetricsRegistration(server, name, bean);
  }

  private static ObjectName name(String connector, int task) {
    try {
      return new ObjectName(
          "dev.messina:type=sink-task-metrics,connector="
              + (connector.matches("[\\w.-]+") ? connector : ObjectName.quote(connector))
              + ",task="
              + task);
    } catch (MalformedObjectNameException e) {
      throw new ConnectException("No JMX name can be made of connector '" + connector + "'.", e);
    }
  }

  @Override
  public void close() {
    try {
      synchronized (TURN) {
        if (bean.registered) {
          server.unregisterMBean(name);
        }
      }
    } catch (JMException e) {
      throw new ConnectException("Cannot remove the metrics " + name + " from JMX.", e);
    }
  }
}
