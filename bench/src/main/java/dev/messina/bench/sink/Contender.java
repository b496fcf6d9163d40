package dev.messina.bench.sink;

import java.util.function.Function;

/** Something that writes rows. */
interface Contender extends AutoCloseable {

  /** What is ready to be written; can be written once. */
  interface Prepared {
    /** Returns when everything is acknowledged. */
    void write() throws InterruptedException;
  }

  Prepared prepare(SampleRows rows);

  @Override
  void close();

  /** Those there are. */
  enum Kind {
    /** The driver alone, with rows that were bound beforehand. */
    BARE(BareDriver::new),

    /** Kafka's converters and the driver, with nothing in between. */
    FLOOR(ConvertersAndDriver::new),

    /** The sink behind the same converters. */
    SINK(TaskLoop::new);

    private final Function<Cluster, Contender> opening;

    Kind(Function<Cluster, Contender> opening) {
      this.opening = opening;
    }

    Contender open(Cluster cluster) {
      return opening.apply(cluster);
    }
  }
}
