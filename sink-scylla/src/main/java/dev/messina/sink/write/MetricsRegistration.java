package dev.messina.sink.write;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A task's metrics in JMX while it runs, as {@code
 * dev.messina:type=sink-task-metrics,connector=…,task=…}.
 */
public final class MetricsRegistration implements AutoCloseable {

  private final MBeanServer server;
  private final ObjectName name;

  private MetricsRegistration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /** Shows the metrics; takes the place of a task of the same name that has not ended yet. */
  public static MetricsRegistration register(SinkTaskMetrics metrics, String connector, int task) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = name(connector, task);
    try {
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(metrics, name);
    } catch (JMException e) {
      throw new ConnectException("Cannot register the metrics " + name + " in JMX.", e);
    }
    return new MetricsRegistration(server, name);
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
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new ConnectException("Cannot remove the metrics " + name + " from JMX.", e);
    }
  }
}
