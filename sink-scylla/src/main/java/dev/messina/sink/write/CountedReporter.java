package dev.messina.sink.write;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.utils.Sanitizer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Connect's reporter, and what it keeps to itself. A dead letter that its producer refuses at once,
 * such as one larger than {@code max.request.size}, Connect logs, counts ({@code
 * deadletterqueue-produce-failures} of {@code task-error-metrics}) and reports as done. Here it
 * fails, as does one that Kafka refuses.
 */
public final class CountedReporter implements ErrantRecordReporter {

  private static final String FAILURES = "deadletterqueue-produce-failures";
  private static final double UNKNOWN = -1;

  private final ErrantRecordReporter reporter;
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name;

  private CountedReporter(ErrantRecordReporter reporter, ObjectName name) {
    this.reporter = reporter;
    this.name = name;
  }

  /**
   * The reporter of a task.
   *
   * @param reporter as Connect gives it, null included
   */
  public static ErrantRecordReporter of(ErrantRecordReporter reporter, String connector, int task) {
    if (reporter == null) {
      return null;
    }
    try {
      return new CountedReporter(
          reporter,
          new ObjectName(
              "kafka.connect:type=task-error-metrics,connector="
                  + Sanitizer.jmxSanitize(connector)
                  + ",task="
                  + task));
    } catch (MalformedObjectNameException e) {
      throw new ConnectException("No JMX name can be made of connector '" + connector + "'.", e);
    }
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    double before = failures();
    Future<Void> kept = reporter.report(record, error);
    return kept.isDone() && before != UNKNOWN && failures() > before
        ? CompletableFuture.failedFuture(
            new ConnectException(
                "the producer of dead letters refuses it, as it does one that is larger than its"
                    + " max.request.size (producer.override.max.request.size)"))
        : kept;
  }

  /** How many dead letters could not be sent so far. */
  private double failures() {
    try {
      return server.isRegistered(name)
              && server.getAttribute(name, FAILURES) instanceof Number count
          ? count.doubleValue()
          : UNKNOWN;
    } catch (JMException e) {
      return UNKNOWN;
    }
  }
}
