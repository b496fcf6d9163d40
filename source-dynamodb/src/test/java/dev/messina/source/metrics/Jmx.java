package dev.messina.source.metrics;

import dev.messina.source.metrics.SourceMetrics.BeanNames;
import java.lang.management.ManagementFactory;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Asks as a monitoring system does. */
public final class Jmx {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Jmx() {}

  public static Object ask(String bean, String attribute) throws JMException {
    return SERVER.getAttribute(new ObjectName(bean), attribute);
  }

  static TreeSet<ObjectName> beans() throws JMException {
    return new TreeSet<>(SERVER.queryNames(new ObjectName(BeanNames.DOMAIN + ":*"), null));
  }
}
