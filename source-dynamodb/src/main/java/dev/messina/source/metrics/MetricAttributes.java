package dev.messina.source.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of one subject as attributes in JMX, which can be asked for only. */
final class MetricAttributes<T> implements DynamicMBean {

  private static final Logger LOG = LoggerFactory.getLogger(MetricAttributes.class);

  private final T subject;
  private final Map<String, Metric<T>> metrics = new LinkedHashMap<>();
  private final MBeanInfo info;

  MetricAttributes(String text, T subject, List<Metric<T>> metrics) {
    this.subject = subject;
    metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
    this.info =
        new OpenMBeanInfoSupport(
            subject.getClass().getName(),
            text,
            metrics.stream().map(MetricAttributes::info).toArray(OpenMBeanAttributeInfo[]::new),
            null,
            null,
            null);
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
        LOG.debug("{}: '{}' has no value", info.getDescription(), attribute, e);
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

  private static OpenMBeanAttributeInfo info(Metric<?> metric) {
    return new OpenMBeanAttributeInfoSupport(
        metric.name(), metric.text(), metric.type(), true, false, false);
  }
}
