package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.FakeKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a table is scanned again for what was lost: once, and not once too little. */
class DataLossAgreementTest {

  private static final int ENOUGH_TURNS = 40;
  private static final int TEN_MINUTES = 1_200;

  private final SourceRun run = new SourceRun().option("data.loss.policy", "resnapshot");
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private String root;

  /** The shard that is trimmed in part. */
  private String half;

  @BeforeEach
  void liveForAnHour() {
    root = dynamoDb.enableStream();
    run.put("a", 1);
    run.clock.advance(Duration.ofHours(1));
    run.start();
    run.turns(ENOUGH_TURNS);
  }

  @Test
  void whatTheScanOfTheNewEpochBringsAsksForNoOther() {
    standStillForMoreThanADay();
    run.turns(4 * ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).as("epochs").hasSize(2);
    assertThat(run.worker.committed("data-loss")).hasSize(1);
    requireNewest("b");
    requireNewest("c");
    requireNewest("d");
  }

  @Test
  void whatIsLostBehindChangesThatWereSentAboveTheEpochAsksForAnother() {
    standStillForMoreThanADay();
    boolean[] trimmed = {false};
    dynamoDb.beforePage(
        shard -> {
          boolean sent =
              run.changes().stream()
                  .anyMatch(record -> half.equals(record.sourcePartition().get("shard")));
          if (shard.equals(half) && sent && !trimmed[0]) {
            trimmed[0] = true;
            run.clock.advance(Duration.ofHours(3));
            dynamoDb.trimAll(half);
          }
        });
    run.turns(6 * ENOUGH_TURNS);

    assertThat(trimmed[0]).isTrue();
    assertThat(run.committedTable().epochs()).as("epochs").hasSize(3);
    requireNewest("c");
    requireNewest("d");
  }

  @Test
  void whatATaskFindsThatBeganUnderTheEpochAsksForAnother() {
    standStillForMoreThanADay();
    while (run.committedTable().isFirst()) {
      run.turns(1);
    }
    run.start();
    run.turns(6 * ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).as("epochs").hasSize(3);
    requireNewest("c");
  }

  @Test
  void aLeaderThatBeginsAsksForOneEpochForADataLossAndNotForOneBesides() {
    run.worker.askForLaterEpoch();
    run.start();
    run.turns(4 * ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).as("epochs").hasSize(2);
  }

  @Test
  void aDataLossOverWhichAnOlderOneIsCommittedIsMendedAllTheSame() {
    loseChanges();
    run.turns(2 * ENOUGH_TURNS);
    Map.Entry<Map<String, ?>, Map<String, Object>> older =
        Map.copyOf(run.worker.committed("data-loss")).entrySet().iterator().next();
    assertThat(run.committedTable().epochs()).hasSize(2);
    loseChanges();
    while (run.worker.committed("data-loss").containsValue(older.getValue())) {
      run.turns(1);
    }
    run.worker.commitOffset(older.getKey(), older.getValue());
    run.turns(TEN_MINUTES);

    assertThat(run.committedTable().epochs()).as("epochs").hasSize(3);
    run.put("z", 1);
    run.turns(ENOUGH_TURNS);
    requireNewest("b");
    requireNewest("z");
  }

  @Test
  void aDataLossIsNotReadOverBeforeTheEpochIsChosenThatMendsIt() {
    denyScans();
    loseChanges();
    run.turns(2 * ENOUGH_TURNS);
    assertThat(run.worker.committed("data-loss")).hasSize(1);
    assertThat(run.committedTable().isFirst()).isTrue();
    run.put("z", 1);
    run.turns(ENOUGH_TURNS);
    assertThat(writeTimestamps("z")).as("while the scan is denied").isEmpty();

    dynamoDb.beforeCall(call -> {});
    run.turns(TEN_MINUTES);
    assertThat(run.committedTable().epochs()).hasSize(2);
    requireNewest("b");
    requireNewest("z");
  }

  private void denyScans() {
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("scan")) {
            throw FakeKeys.refusal("AccessDeniedException", "not authorized");
          }
        });
  }

  /** Of the shards that begin meanwhile the first is half trimmed, the second is not. */
  private void standStillForMoreThanADay() {
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(3));
    half = dynamoDb.rollOver(root);
    run.put("c", 1);
    run.clock.advance(Duration.ofHours(2));
    run.put("c", 2);
    run.clock.advance(Duration.ofHours(3));
    for (int value = 3; value < 15; value++) {
      run.put("c", value);
    }
    dynamoDb.rollOver(half);
    run.put("d", 1);
    run.put("d", 2);
    run.clock.advance(Duration.ofHours(22));
    dynamoDb.trim(() -> true);
    run.start();
  }

  private void loseChanges() {
    String open = dynamoDb.openShards().get(0);
    run.put("b", writeTimestamps("b").size() + 5);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.rollOver(open);
    dynamoDb.trimAll(open);
    run.start();
  }

  /** The change with the highest write timestamp has the item as it is. */
  private void requireNewest(String key) {
    String x = dynamoDb.items().get(key).get("x").n();
    assertThat(
            run.changes().stream()
                .filter(record -> isOf(key, record))
                .max((one, other) -> Long.compare(writeTimestamp(one), writeTimestamp(other)))
                .map(record -> String.valueOf(record.value()))
                .orElse("nothing"))
        .as("the newest row of %s", key)
        .contains("\"x\":{\"N\":\"" + x + "\"}}");
  }

  private List<Long> writeTimestamps(String key) {
    return run.changes().stream()
        .filter(record -> isOf(key, record))
        .map(DataLossAgreementTest::writeTimestamp)
        .toList();
  }

  private static boolean isOf(String key, SourceRecord record) {
    return record.key().toString().contains("=" + key + "}");
  }

  private static long writeTimestamp(SourceRecord record) {
    return (long) record.headers().lastWithName("messina.write.ts.us").value();
  }
}
