package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FakeDynamoDb;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/** What DynamoDB says, or fails to say, that could be taken for the end or the root of a shard. */
class HiddenDataLossTest {

  private static final int ENOUGH_TURNS = 60;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private final String root = dynamoDb.enableStream();

  @Test
  void emptyPagesInTheMiddleOfAShardHideNoDataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    run.put("a", 2);
    run.clock.advance(Duration.ofHours(2));
    for (int i = 3; i < 9; i++) {
      run.put("a", i);
    }
    run.clock.advance(Duration.ofHours(18));
    emptyPagesBehindTheFirst(200);
    run.option("stream.page.limit", "1").start();
    for (int turn = 0; run.streamed().size() < 2; turn++) {
      assertThat(turn).isLessThan(1_000);
      run.turns(1);
    }
    run.clock.advance(Duration.ofHours(12));
    dynamoDb.trim(() -> false);
    dynamoDb.emptyPages(() -> 0);
    run.start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("may have been trimmed before they were read");
  }

  @Test
  void aFewEmptyPagesInOneBreathAreNotTheEnd() {
    waitForOldStream();
    run.start();
    run.put("a", 1);
    run.turns(2 * ENOUGH_TURNS);
    run.put("a", 2);
    run.clock.advance(Duration.ofHours(20));
    emptyPagesBehindTheFirst(50);
    run.option("stream.page.limit", "1").start();
    run.turns(40);

    assertThat(run.streamed()).hasSize(1);
    assertThat(run.committed(root).checkedMillis())
        .isLessThan(run.clock.millis() - Duration.ofHours(19).toMillis());
  }

  @Test
  void aFirstCallThatFailsForMoreThanADayHidesNoDataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("iterator")) {
            throw LimitExceededException.builder().message("too fast").build();
          }
        });
    String child = dynamoDb.rollOver(root);
    run.put("a", 2);
    run.turns(ENOUGH_TURNS);
    run.clock.advance(Duration.ofHours(26));
    dynamoDb.trim(() -> false);
    run.put("a", 3);
    dynamoDb.beforeCall(call -> {});

    assertThatThrownBy(() -> run.turns(2 * ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("shard '" + child + "'")
        .hasMessageContaining("may have been trimmed before they were read");
  }

  @Test
  void aParentThatTwoListingsForgetIsNoRoot() {
    String child = dynamoDb.rollOver(root);
    run.put("a", 1);
    dynamoDb.rollOver(child);
    run.put("a", 2);
    dynamoDb.shardList().pageSize(10);
    dynamoDb.emptyPages(() -> 20);
    AtomicBoolean early = new AtomicBoolean();
    dynamoDb.beforePage(
        shard ->
            early.compareAndSet(
                false,
                shard.equals(child)
                    && (run.committed(root) == null || !run.committed(root).finished())));
    AtomicInteger listings = new AtomicInteger();
    dynamoDb.beforeCall(
        call -> dynamoDb.list(child, call.equals("listing") && listings.incrementAndGet() > 5));
    run.start();
    run.turns(6 * ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(2);
    assertThat(early.get()).as("read before its own parent was at its end").isFalse();
  }

  private void emptyPagesBehindTheFirst(int count) {
    AtomicInteger asked = new AtomicInteger();
    dynamoDb.emptyPages(() -> asked.getAndIncrement() == 1 ? count : 0);
  }

  private void waitForOldStream() {
    run.clock.advance(Duration.ofHours(1));
  }
}
