package dev.messina.shadow;

/** The counters in JMX, as {@link ShadowCounters} has them. */
public interface ShadowReadMXBean {

  long getReads();

  long getEqual();

  long getExcused();

  long getMissing();

  long getExtra();

  long getDifferent();

  long getTargetNewer();

  long getDeadLettered();

  long getUnsettled();

  long getUncompared();

  long getFailed();

  long getSkipped();

  long getDropped();

  long getOpen();

  long getOldestOpenSeconds();
}
