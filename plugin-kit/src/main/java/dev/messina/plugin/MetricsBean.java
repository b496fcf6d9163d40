package dev.messina.plugin;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics in JMX until they are closed. The newest bean has the name: a task that died without a
 * word leaves its bean behind, and what it does to it later does not touch its successor's. No task
 * is stopped for want of a bean; what JMX refuses is logged.
 */
public final class MetricsBean implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsBean.class);
  private static final int ATTEMPTS = 3;

  private final ObjectName name;
  private final Held held;

  private MetricsBean(ObjectName name, Held held) {
    this.name = name;
    this.held = held;
  }

  /** Shows the metrics; takes the place of an older bean of the same name. */
  public static MetricsBean show(ObjectName name, DynamicMBean metrics) {
    Held held = new Held(metrics);
    try {
      for (int attempt = 0; attempt < ATTEMPTS && !held.registered; attempt++) {
        register(name, held);
      }
    } catch (JMException e) {
      LOG.warn("Metrics '{}' cannot be registered; the task goes on without them", name, e);
    }
    return new MetricsBean(name, held);
  }

  /** As {@link #show(ObjectName, DynamicMBean)}, with the attributes of an MXBean's interface. */
  public static <T> MetricsBean show(ObjectName name, T metrics, Class<T> attributes) {
    return show(name, new StandardMBean(metrics, attributes, true));
  }

  /** Shows the metrics, with the attributes of an MBean's interface; empty if the name is taken. */
  public static <T> Optional<MetricsBean> showUnlessTaken(
      ObjectName name, T metrics, Class<T> attributes) {
    Held held = new Held(new StandardMBean(metrics, attributes, false));
    try {
      server().registerMBean(held, name);
    } catch (InstanceAlreadyExistsException e) {
      return Optional.empty();
    } catch (JMException e) {
      LOG.warn("Metrics '{}' cannot be registered; the task goes on without them", name, e);
    }
    return Optional.of(new MetricsBean(name, held));
  }

  /**
   * A name in JMX.
   *
   * @param keys domain and keys, such as {@code dev.messina:type=sink-task-metrics}, then in turns
   *     the name of a key and its value, which is quoted where it must be
   */
  public static ObjectName name(String keys, String... more) {
    StringBuilder text = new StringBuilder(keys);
    for (int i = 0; i < more.length; i += 2) {
      String value = more[i + 1];
      text.append(',')
          .append(more[i])
          .append('=')
          .append(value.matches("[\\w.-]+") ? value : ObjectName.quote(value));
    }
    try {
      return new ObjectName(text.toString());
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("No JMX name can be made of " + text, e);
    }
  }

  private static void register(ObjectName name, Held held) throws JMException {
    try {
      server().registerMBean(held, name);
    } catch (InstanceAlreadyExistsException e) {
      LOG.info("Metrics '{}' of an earlier task are replaced", name);
      unregister(name);
    }
  }

  /** Gives the name back, unless a newer bean has it. */
  @Override
  public void close() {
    if (held.registered) {
      try {
        unregister(name);
      } catch (JMException e) {
        LOG.warn("Metrics '{}' cannot be unregistered", name, e);
      }
    }
  }

  private static void unregister(ObjectName name) throws JMException {
    try {
      server().unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("Metrics '{}' were unregistered by another task", name);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  /** The metrics, with the knowledge whether it is they that have the name. */
  private static final class Held implements DynamicMBean, MBeanRegistration {

    private final DynamicMBean metrics;
    private volatile boolean registered;

    Held(DynamicMBean metrics) {
      this.metrics = metrics;
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName given) throws Exception {
      return metrics instanceof MBeanRegistration own ? own.preRegister(server, given) : given;
    }

    @Override
    public void postRegister(Boolean done) {
      registered = done;
      if (metrics instanceof MBeanRegistration own) {
        own.postRegister(done);
      }
    }

    @Override
    public void preDeregister() throws Exception {
      if (metrics instanceof MBeanRegistration own) {
        own.preDeregister();
      }
    }

    @Override
    public void postDeregister() {
      registered = false;
      if (metrics instanceof MBeanRegistration own) {
        own.postDeregister();
      }
    }

    @Override
    public Object getAttribute(String attribute)
        throws AttributeNotFoundException, MBeanException, ReflectionException {
      return metrics.getAttribute(attribute);
    }

    @Override
    public void setAttribute(Attribute attribute)
        throws AttributeNotFoundException,
            InvalidAttributeValueException,
            MBeanException,
            ReflectionException {
      metrics.setAttribute(attribute);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
      return metrics.getAttributes(attributes);
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
      return metrics.setAttributes(attributes);
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature)
        throws MBeanException, ReflectionException {
      return metrics.invoke(operation, parameters, signature);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
      return metrics.getMBeanInfo();
    }
  }
}
