package dev.messina.source.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
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

  /**
   * A time in microseconds since 1970 as text in UTC.
   *
   * @return empty for 0
   */
  static String utc(long micros) {
    return micros == 0 ? "" : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /**
   * One thing that can be asked.
   *
   * @param name as Debezium calls it, where it has it
   * @param text what it means, with its unit, for people
   * @param inConnect whether it is a metric of the Connect worker too; only numbers can be
   * @param value safe to ask from any thread; never a part of an item
   */
  public record Metric<T>(
      String name, OpenType<?> type, String text, boolean inConnect, Function<T, Object> value) {

    static <T> Metric<T> count(String name, String text, Function<T, Long> value) {
      return new Metric<>(name, SimpleType.LONG, text, false, value::apply);
    }

    static <T> Metric<T> decimal(String name, String text, Function<T, Double> value) {
      return new Metric<>(name, SimpleType.DOUBLE, text, false, value::apply);
    }

    static <T> Metric<T> flag(String name, String text, Function<T, Boolean> value) {
      return new Metric<>(name, SimpleType.BOOLEAN, text, false, value::apply);
    }

    static <T> Metric<T> words(String name, String text, Function<T, String> value) {
      return new Metric<>(name, SimpleType.STRING, text, false, value::apply);
    }

    /** This one as a metric of the Connect worker as well. */
    Metric<T> alsoInConnect() {
      return new Metric<>(name, type, text, true, value);
    }
  }

  /** Time that has passed; never less than nothing, since clocks may be set back. */
  static final class Ages {

    private Ages() {}

    static long millis(Instant from, Instant to) {
      return Math.max(0, Duration.between(from, to).toMillis());
    }

    static long seconds(Instant from, Instant to) {
      return millis(from, to) / 1_000;
    }
  }
}
