package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;

import dev.messina.sink.mutation.RecordBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task in a process of its own, given more large records than its heap can hold. Says {@code
 * started}, begins when it reads a line, says {@code refused} for each batch that it hands back and
 * {@code written} in the end.
 */
final class SmallHeapTask {

  static final int RECORDS = 300;
  static final int RECORD_BYTES = 400_000;

  private static final int POLL_RECORDS = 5;
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);

  private SmallHeapTask() {}

  /**
   * @param arguments contact point and data centre
   */
  public static void main(String[] arguments) throws Exception {
    FakeTaskContext context = new FakeTaskContext();
    context.options.put("consumer.override.max.poll.interval.ms", "8000");
    ScyllaSinkTask task = new ScyllaSinkTask();
    task.initialize(context);
    task.start(
        Map.of(
            "name",
            "documents",
            "table.name",
            "shop.documents",
            "scylladb.contact.points",
            arguments[0],
            "scylladb.local.datacenter",
            arguments[1],
            "scylladb.request.timeout.ms",
            "5000"));
    task.open(Set.of(PARTITION));
    say("started");
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    for (int first = 0; first < RECORDS; first += POLL_RECORDS) {
      putAll(task, poll(first));
    }
    while (committable(task) < RECORDS) {
      task.put(List.of());
    }
    say("written");
    task.stop();
  }

  private static List<SinkRecord> poll(int first) {
    List<SinkRecord> records = new ArrayList<>();
    for (int offset = first; offset < first + POLL_RECORDS; offset++) {
      records.add(
          record(offset)
              .key(Map.of("pk", "k" + offset))
              .columns("body", Character.toString('a' + offset % 26).repeat(RECORD_BYTES))
              .build());
    }
    return records;
  }

  private static void putAll(ScyllaSinkTask task, List<SinkRecord> records) {
    boolean refused = true;
    while (refused) {
      try {
        task.put(records);
        refused = false;
      } catch (RetriableException handedBack) {
        say("refused");
      }
    }
  }

  private static long committable(ScyllaSinkTask task) {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(RECORDS)))
        .get(PARTITION)
        .offset();
  }

  private static void say(String word) {
    System.out.println(word);
  }
}
