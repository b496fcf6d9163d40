package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownTopicsTest {

  private static final int ENOUGH_TURNS = 60;
  private static final SourcePartition.Topic PARTITION =
      new SourcePartition.Topic(FakeDynamoDb.TABLE);
  private static final Map<String, String> BOTH =
      Map.of("shop.orders", "id-1", "shop.control", "id-2");

  private final SourceRun run = new SourceRun();

  @BeforeEach
  void enableStream() {
    run.dynamoDb.enableStream();
    run.clock.advance(Duration.ofHours(1));
    run.put("a", 1);
    run.topicIds = Map.of();
  }

  @Test
  void commitsTheTopicsAndTheirIdsAsSoonAsTheyAreThere() {
    run.start();
    run.turns(10);
    assertThat(committed()).isEqualTo(new TopicOffset("shop.orders", "", "shop.control", ""));

    run.topicIds = BOTH;
    run.turns(ENOUGH_TURNS);
    assertThat(committed())
        .isEqualTo(new TopicOffset("shop.orders", "id-1", "shop.control", "id-2"));
    long told =
        run.control().stream().filter(record -> record.key().toString().endsWith("/topic")).count();
    assertThat(told).isEqualTo(2);
  }

  @Test
  void stopsWhenTheTopicWasMadeAnewWhileItRuns() {
    settle();
    run.topicIds = Map.of("shop.orders", "id-9", "shop.control", "id-2");

    assertThatThrownBy(this::twoMinutes)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table 'orders': topic 'shop.orders' is not the one")
        .hasMessageContaining("empty the target table")
        .hasMessageContaining("set topic_id to \"\"")
        .hasMessageContaining("execute-snapshot");
  }

  @Test
  void stopsWhenTheTopicIsGone() {
    settle();
    run.topicIds = Map.of("shop.control", "id-2");

    assertThatThrownBy(this::twoMinutes).hasMessageContaining("'shop.orders' is not the one");
  }

  @Test
  void stopsAtTheStartWhenTheTopicWasMadeAnewBefore() {
    settle();
    run.topicIds = Map.of("shop.orders", "id-9", "shop.control", "id-2");
    run.start();

    assertThatThrownBy(this::twoMinutes).hasMessageContaining("'shop.orders' is not the one");
  }

  @Test
  void goesOnAfterTheRemedy() {
    settle();
    run.topicIds = Map.of("shop.orders", "id-9", "shop.control", "id-2");
    run.worker.commitOffset(
        PartitionCodec.encode(PARTITION),
        OffsetCodec.encode(new TopicOffset("shop.orders", "", "shop.control", "id-2")));
    run.start();
    twoMinutes();

    assertThat(committed().topicId()).isEqualTo("id-9");
  }

  @Test
  void stopsWhenTheControlTopicWasMadeAnew() {
    settle();
    run.topicIds = Map.of("shop.orders", "id-1", "shop.control", "id-9");

    assertThatThrownBy(this::twoMinutes)
        .hasMessageContaining("control topic 'shop.control' is not the one")
        .hasMessageContaining("set signals to \"\"");
  }

  @Test
  void anotherPrefixUnderTheSameNameStopsBeforeAnythingIsSent() {
    settle();
    int before = run.worker.inKafka().size();
    run.option("topic.prefix", "market").start();

    assertThatThrownBy(this::twoMinutes)
        .hasMessageContaining(
            "the connector's offsets belong to topic 'shop.orders', but the records would go to"
                + " 'market.orders'")
        .hasMessageContaining("Set topic.prefix and topic.name.format back")
        .hasMessageContaining("delete the connector's offsets");
    assertThat(run.worker.inKafka()).hasSize(before);
  }

  @Test
  void goesOnWhileKafkaDoesNotSay() {
    settle();
    run.topicIds = null;

    assertThatCode(this::twoMinutes).doesNotThrowAnyException();
  }

  private void settle() {
    run.topicIds = BOTH;
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(committed().topicId()).isEqualTo("id-1");
  }

  private void twoMinutes() {
    run.turns(300);
  }

  private TopicOffset committed() {
    return (TopicOffset) new CommittedOffsets(run.worker).of(PARTITION).orElseThrow();
  }
}
