package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.LearntClock;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import java.time.Clock;
import java.util.Random;

/** A task of a trial: a share of the table, on a worker and a thread of its own. */
final class TrialTask {

  final FakeWorker worker;
  private final TableAssignment share;
  private final Random random;
  private final HeldExecutor executor = new HeldExecutor();
  private final LearntClock learnt;
  private final RunningSource running;

  TrialTask(
      TableAssignment share,
      FakeWorker worker,
      FakeDynamoDb dynamoDb,
      DynamoDbSourceConfig config,
      LearntClock learnt,
      Clock timer,
      Random random) {
    this.learnt = learnt;
    this.share = share;
    this.worker = worker;
    this.random = random;
    this.running =
        TestScope.of(
                config,
                share,
                dynamoDb,
                dynamoDb,
                new FetchQueue(executor, timer, FetchQueue.backoff(random), 4),
                worker,
                TopicHistory.NONE,
                SourceMetrics.unregistered(learnt.clock()),
                learnt.clock(),
                timer,
                random)
            .source();
  }

  TableAssignment share() {
    return share;
  }

  /** Some answers arrive and are handled; some of what was sent is committed. */
  void turn() {
    if (executor.runSome(random, 0.7)) {
      learnt.learn();
    }
    try {
      worker.send(running.poll());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (random.nextInt(4) == 0) {
      worker.commit(pending -> random.nextInt(pending + 1));
    }
  }
}
