package dev.messina.bench.source;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What this process has used so far.
 *
 * @param nanos wall clock
 * @param cpuNanos processor time of all threads, the garbage collector's included
 * @param allocatedBytes by the threads that run now
 * @param records in Kafka
 * @param recordBytes of their keys and values
 */
record Meter(long nanos, long cpuNanos, long allocatedBytes, long records, long recordBytes) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  static Meter read(TopicWriter topic) {
    long allocated =
        Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
            .filter(bytes -> bytes > 0)
            .sum();
    return new Meter(
        System.nanoTime(),
        PROCESS.getProcessCpuTime(),
        allocated,
        topic.acknowledged(),
        topic.acknowledgedBytes());
  }

  /** What was used since an earlier reading. */
  Sample since(Meter earlier) {
    double count = records - earlier.records;
    return new Sample(
        count / (nanos - earlier.nanos) * 1e9,
        (cpuNanos - earlier.cpuNanos) / count / 1000,
        (allocatedBytes - earlier.allocatedBytes) / count,
        (recordBytes - earlier.recordBytes) / count);
  }
}
