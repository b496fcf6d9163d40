package dev.messina.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.metrics.MetricAttributes.Metric;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class MetricsConcurrencyTest {

  private static final int SHARDS = 3000;
  private static final int PAGES = 10;
  private static final String BEAN =
      "dev.messina.source:type=connector-metrics,context=streaming,server=busy,task=0,table=orders";

  @Test
  void whoAsksWhileShardsComeAndGoSeesCountsThatOnlyGrowAndMissesNone() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (SourceMetrics metrics =
        SourceMetrics.open(
            new TaskIdentity("busy", "orders", "0"), Clock.systemUTC(), WorkerContext.old())) {
      StreamMetrics streaming = metrics.table("orders").streaming();
      List<Future<Integer>> asked = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        asked.add(readers.submit(() -> askUntil(done)));
      }

      for (int shard = 0; shard < SHARDS; shard++) {
        streaming.shardWaits("s" + shard, "s" + (shard - 1));
        streaming.shardBegun("s" + shard, 0);
        for (int page = 0; page < PAGES; page++) {
          streaming.shardAnswered("s" + shard);
          streaming.shardRead("s" + shard, 1, 2, 3, 1, 1);
        }
        streaming.shardEnded("s" + shard);
      }
      done.set(true);

      for (Future<Integer> each : asked) {
        assertThat(each.get()).isPositive();
      }
      assertThat(Jmx.ask(BEAN, "TotalNumberOfEventsSeen")).isEqualTo(6L * SHARDS * PAGES);
      assertThat(Jmx.ask(BEAN, "NumberOfShardsFinished")).isEqualTo((long) SHARDS);
      assertThat(((TabularData) Jmx.ask(BEAN, "Shards")).isEmpty()).isTrue();
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }

  private static int askUntil(AtomicBoolean done) throws JMException {
    long before = 0;
    int asked = 0;
    do {
      long events = (long) Jmx.ask(BEAN, "TotalNumberOfEventsSeen");
      assertThat(events).isGreaterThanOrEqualTo(before);
      before = events;
      for (Metric<?> metric : StreamAttributes.ALL) {
        assertThat(Jmx.ask(BEAN, metric.name())).isNotNull();
      }
      asked++;
    } while (!done.get());
    return asked;
  }
}
