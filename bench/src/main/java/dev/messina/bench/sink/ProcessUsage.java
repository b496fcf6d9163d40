package dev.messina.bench.sink;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a process used; first all that it has used so far, then the difference of two of these.
 *
 * @param nanos wall clock
 * @param cpuNanos processor time of all threads, the compiler's and the garbage collector's too
 * @param callerCpuNanos processor time of the thread that converts and sends
 * @param compilerCpuNanos processor time of the compiler: what is left of warming up
 * @param collectorCpuNanos processor time of the garbage collector
 * @param allocatedBytes by the threads that run now
 * @param callerAllocatedBytes by the thread that converts and sends
 */
record ProcessUsage(
    long nanos,
    long cpuNanos,
    long callerCpuNanos,
    long compilerCpuNanos,
    long collectorCpuNanos,
    long allocatedBytes,
    long callerAllocatedBytes) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /** Of this process, called by the thread that converts and sends. */
  static ProcessUsage read() {
    long allocated =
        Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
            .filter(bytes -> bytes > 0)
            .sum();
    return new ProcessUsage(
        System.nanoTime(),
        PROCESS.getProcessCpuTime(),
        THREADS.getCurrentThreadCpuTime(),
        Machine.ownThreadsNanos("C1 ", "C2 "),
        Machine.ownThreadsNanos("GC ", "G1 "),
        allocated,
        THREADS.getCurrentThreadAllocatedBytes());
  }

  ProcessUsage since(ProcessUsage earlier) {
    return new ProcessUsage(
        nanos - earlier.nanos,
        cpuNanos - earlier.cpuNanos,
        callerCpuNanos - earlier.callerCpuNanos,
        compilerCpuNanos - earlier.compilerCpuNanos,
        collectorCpuNanos - earlier.collectorCpuNanos,
        allocatedBytes - earlier.allocatedBytes,
        callerAllocatedBytes - earlier.callerAllocatedBytes);
  }
}
