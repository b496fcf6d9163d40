package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main numbers as metrics of the Connect worker, which gives them to whatever reporters it has.
 * Workers before Kafka 4.1 have no such thing; the beans are all there is then.
 */
final class ConnectGauges {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectGauges.class);

  private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final List<MetricName> names = new ArrayList<>();

  /** Null if the worker has none. */
  private final PluginMetrics worker;

  private ConnectGauges(PluginMetrics worker) {
    this.worker = worker;
  }

  static ConnectGauges none() {
    return new ConnectGauges(null);
  }

  static ConnectGauges of(SourceTaskContext context) {
    try {
      return new ConnectGauges(context.pluginMetrics());
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.info("This worker is older than Kafka 4.1; metrics are given over JMX only");
      return none();
    }
  }

  <T> void add(String context, String table, T subject, List<Metric<T>> metrics) {
    if (worker == null) {
      return;
    }
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("context", context);
    tags.put("table", table);
    try {
      for (Metric<T> metric : metrics) {
        if (metric.inConnect()) {
          MetricName name = worker.metricName(name(metric.name()), metric.text(), tags);
          worker.addMetric(name, (Gauge<Object>) (config, now) -> metric.value().apply(subject));
          names.add(name);
        }
      }
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "Table '{}': the worker has {} metrics of an earlier task still; its own are given over"
              + " JMX only",
          table,
          context,
          e);
    }
  }

  /** The worker does the same when the task has ended, and may have done so already. */
  void close() {
    if (worker == null) {
      return;
    }
    try {
      names.forEach(worker::removeMetric);
    } catch (IllegalStateException e) {
      LOG.debug("The worker has closed its metrics before", e);
    }
    names.clear();
  }

  /** As Kafka writes names: words in small letters with dashes between. */
  static String name(String attribute) {
    return WORD_BEGINS.matcher(attribute).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
