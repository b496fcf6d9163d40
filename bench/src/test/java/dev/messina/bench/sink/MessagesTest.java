package dev.messina.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final SampleRows ROWS = new SampleRows(Workload.CLUSTERED, 32_000);

  private final Messages messages = new Messages();

  @Test
  void offsetsGoOnFromSampleToSampleAndEndWhereTheTaskMustCommit() {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (int sample = 0; sample < 2; sample++) {
      for (List<ConsumerRecord<byte[], byte[]>> poll : messages.polls(ROWS)) {
        for (ConsumerRecord<byte[], byte[]> message : poll) {
          TopicPartition partition = new TopicPartition(message.topic(), message.partition());
          assertThat(message.offset()).isEqualTo(next.getOrDefault(partition, 0L));
          next.put(partition, message.offset() + 1);
        }
      }
    }
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    next.forEach((partition, offset) -> ends.put(partition, new OffsetAndMetadata(offset)));

    assertThat(messages.consumed()).isEqualTo(ends);
  }

  @Test
  void aPollHoldsMessagesOfOnePartitionAndNoMoreThanUsual() {
    List<List<ConsumerRecord<byte[], byte[]>>> polls = messages.polls(ROWS);

    assertThat(polls)
        .allSatisfy(
            poll -> {
              assertThat(poll).hasSizeBetween(1, 500);
              assertThat(poll.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
            });
    assertThat(polls.stream().mapToInt(List::size).sum()).isEqualTo(ROWS.count());
  }

  @Test
  void onlyRowsOfOtherProducersLackTheHeaderOfOurOwn() {
    assertThat(headers(Workload.FOREIGN)).containsOnly(List.of("messina.write.ts.us"));
    for (Workload own : List.of(Workload.DISTINCT, Workload.CLUSTERED, Workload.REMOVED)) {
      assertThat(headers(own)).containsOnly(List.of("messina.write.ts.us", "messina.op"));
    }
  }

  private List<List<String>> headers(Workload workload) {
    return messages.polls(new SampleRows(workload, 100)).stream()
        .flatMap(List::stream)
        .map(message -> Arrays.stream(message.headers().toArray()).map(Header::key).toList())
        .toList();
  }

  @Test
  void aValueIsAboutTwoHundredAndFiftyBytes() {
    double mean =
        messages.polls(new SampleRows(Workload.DISTINCT, 1_000)).stream()
            .flatMap(List::stream)
            .mapToInt(message -> message.value().length)
            .average()
            .orElseThrow();

    assertThat(mean).isBetween(220.0, 280.0);
  }
}
