package dev.messina.source.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bean with the metrics of one subject. It can be asked only. The newest bean has the name: a
 * task that died without a word leaves its beans behind, and what it does to them later doesn't
 * touch those of its successor.
 */
final class MetricsBean<T> implements DynamicMBean, MBeanRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsBean.class);

  private static final int ATTEMPTS = 3;

  private final T subject;
  private final Map<String, Metric<T>> metrics = new LinkedHashMap<>();
  private final MBeanInfo info;
  private ObjectName name;
  private volatile boolean registered;

  MetricsBean(String text, T subject, List<Metric<T>> metrics) {
    this.subject = subject;
    metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
    this.info =
        new OpenMBeanInfoSupport(
            subject.getClass().getName(),
            text,
            metrics.stream().map(MetricsBean::info).toArray(OpenMBeanAttributeInfo[]::new),
            null,
            null,
            null);
  }

  /** Takes the name, from an older bean if need be. A task is not stopped for want of a bean. */
  void register(ObjectName wanted) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      for (int attempt = 0; attempt < ATTEMPTS && !registered; attempt++) {
        registerOnce(server, wanted);
      }
    } catch (JMException e) {
      LOG.warn("Metrics '{}' cannot be registered; the task goes on without them", wanted, e);
    }
  }

  private void registerOnce(MBeanServer server, ObjectName wanted) throws JMException {
    try {
      server.registerMBean(this, wanted);
    } catch (InstanceAlreadyExistsException e) {
      LOG.info("Metrics '{}' of an earlier task are replaced", wanted);
      unregister(server, wanted);
    }
  }

  /** Gives the name back, unless a newer bean has it. */
  void unregister() {
    if (registered) {
      try {
        unregister(ManagementFactory.getPlatformMBeanServer(), name);
      } catch (JMException e) {
        LOG.warn("Metrics '{}' cannot be unregistered", name, e);
      }
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("Metrics '{}' were unregistered by another task", name);
    }
  }

  @Override
  public Object getAttribute(String attribute)
      throws AttributeNotFoundException, ReflectionException {
    Metric<T> metric = metrics.get(attribute);
    if (metric == null) {
      throw new AttributeNotFoundException(attribute);
    }
    try {
      return metric.value().apply(subject);
    } catch (RuntimeException e) {
      throw new ReflectionException(e, attribute);
    }
  }

  @Override
  public AttributeList getAttributes(String[] wanted) {
    AttributeList found = new AttributeList();
    for (String attribute : wanted) {
      try {
        found.add(new Attribute(attribute, getAttribute(attribute)));
      } catch (AttributeNotFoundException | ReflectionException e) {
        LOG.debug("Metrics '{}': '{}' has no value", name, attribute, e);
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " can only be read");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String operation, Object[] parameters, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(operation));
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }

  @Override
  public ObjectName preRegister(MBeanServer server, ObjectName given) {
    name = given;
    return given;
  }

  @Override
  public void postRegister(Boolean done) {
    registered = done;
  }

  @Override
  public void preDeregister() {
    // Whoever wants the name may have it.
  }

  @Override
  public void postDeregister() {
    registered = false;
  }

  private static OpenMBeanAttributeInfo info(Metric<?> metric) {
    return new OpenMBeanAttributeInfoSupport(
        metric.name(), metric.text(), metric.type(), true, false, false);
  }
}
