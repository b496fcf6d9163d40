package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ServiceProcess;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A topic that is deleted and created again, or loses records, under a sink. */
@ExtendWith(SharedStack.class)
class ReplacedTopicIT {

  /** A fetch that was under way when the consumer was paused still brings what comes in time. */
  private static final long AFTER_THE_LAST_FETCH_MS = 1_500;

  @Test
  void stopsASinkThatDoesNotKnowKafkasAddress(Services services) throws Exception {
    try (SunkTopic topic = new SunkTopic(services, "replaced")) {
      topic.create(1);
      topic.send(0, 0, 30);
      topic.startSink(Map.of());
      topic.awaitRows(30);
      topic.awaitCommit(30);

      topic.replace(1);
      topic.send(0, 100, 105);

      assertThat(topic.failure()).contains("replaced-0", "offset 0", "DELETE /connectors");
      topic.stop();
      topic.deleteOffsets();
      topic.resume();
      topic.awaitRows(35);
      topic.awaitRunning(1);
    }
  }

  @Test
  void stopsASinkThatAsksKafkaThoughTheOldPositionExists(Services services) throws Exception {
    try (SunkTopic topic = new SunkTopic(services, "replaced_longer")) {
      topic.create(1);
      topic.send(0, 0, 30);
      topic.startSink(asks(services));
      topic.awaitRows(30);
      topic.awaitCommit(30);

      topic.replace(2);
      topic.send(0, 100, 140);
      topic.send(1, 200, 240);

      assertThat(topic.failure()).contains("deleted", "created again", "DELETE /connectors");
      topic.stop();
      topic.resume();
      assertThat(topic.failure()).as("after a restart").contains("is not the one");
      topic.stop();
      topic.deleteOffsets();
      topic.resume();
      topic.send(1, 300, 310);
      topic.awaitRows(120);
      topic.awaitRunning(1);
    }
  }

  /** How a sink is kept from reading, and how it gets past what was deleted meanwhile. */
  private enum Rest {
    STOPPED {
      @Override
      void begin(SunkTopic topic) {
        topic.stop();
      }

      @Override
      void passDataLoss(SunkTopic topic) throws Exception {
        topic.setOffset(50);
      }
    },
    PAUSED {
      @Override
      void begin(SunkTopic topic) throws Exception {
        topic.pause();
        Thread.sleep(AFTER_THE_LAST_FETCH_MS);
      }

      @Override
      void passDataLoss(SunkTopic topic) {
        topic.deleteOffsets();
      }
    };

    abstract void begin(SunkTopic topic) throws Exception;

    abstract void passDataLoss(SunkTopic topic) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void stopsASinkWhoseRecordsWereDeletedWhileItWas(Rest rest, Services services) throws Exception {
    String name = "trimmed_" + rest.name().toLowerCase(Locale.ROOT);
    try (SunkTopic topic = new SunkTopic(services, name)) {
      topic.create(1);
      topic.send(0, 0, 30);
      topic.startSink(asks(services));
      topic.awaitRows(30);
      topic.awaitCommit(30);
      rest.begin(topic);
      topic.send(0, 30, 60);
      topic.deleteRecords(50);

      topic.resume();
      assertThat(topic.failure()).contains(name + "-0", "30 to 49", "deleted before");
      topic.stop();
      topic.resume();
      assertThat(topic.failure()).as("after a restart").contains("30 to 49");

      topic.stop();
      rest.passDataLoss(topic);
      topic.resume();
      topic.send(0, 60, 70);
      topic.awaitRows(50);
      topic.awaitRunning(1);
    }
  }

  @Test
  void theMarkersOfTransactionsAreNoRecords(Services services) throws Exception {
    try (SunkTopic topic = new SunkTopic(services, "transactional")) {
      topic.create(1);
      topic.sendInTransaction(0, 10);
      topic.startSink(asks(services));
      topic.awaitRows(10);
      topic.awaitCommit(10);
      topic.stop();
      topic.deleteRecords(-1);

      topic.resume();
      topic.sendInTransaction(10, 20);
      topic.awaitRows(20);
      topic.awaitCommit(21);
      topic.deleteRecords(-1);
      topic.sendInTransaction(20, 30);
      topic.awaitRows(30);
      topic.awaitCommit(32);
      topic.awaitRunning(1);
    }
  }

  @Test
  @Tag("soak")
  void goesOnThroughAKilledWorkerAndRebalances(Services services) throws Exception {
    try (SunkTopic topic = new SunkTopic(services, "kept")) {
      topic.create(2);
      topic.send(0, 0, 30);
      topic.send(1, 30, 60);
      Map<String, String> options = new HashMap<>(asks(services));
      topic.startSink(options);
      topic.awaitRows(60);
      topic.awaitCommit(30);

      ServiceProcess worker = services.worker(topic.workerOfTask()).process();
      worker.kill();
      topic.send(0, 60, 70);
      worker.start();
      worker.awaitHealthy();
      topic.awaitRows(70);
      options.put("tasks.max", "2");
      topic.startSink(options);
      topic.awaitRunning(2);
      topic.send(0, 70, 80);
      topic.send(1, 80, 90);
      topic.awaitRows(90);
      topic.awaitRunning(2);
    }
  }

  private static Map<String, String> asks(Services services) {
    return Map.of("kafka.bootstrap.servers", services.bootstrapServers());
  }
}
