package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.messina.record.ChangeRecord;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DroppedRecordsTest {

  private static final int ENOUGH_TURNS = 60;

  private final SourceRun run = new SourceRun();
  private String shard;

  @BeforeEach
  void enableStream() {
    shard = run.dynamoDb.enableStream();
    run.clock.advance(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangeThatATransformDroppedIsReadAgainWithItsWriteTimestamp(boolean exactlyOnce) {
    run.exactlyOnce = exactlyOnce;
    run.start();
    run.turns(ENOUGH_TURNS);
    for (String key : List.of("a", "b", "c")) {
      run.put(key, 1);
    }
    run.worker.drop(keyIs("b"));

    assertThat(failure())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table 'orders', shard '" + shard + "'")
        .hasMessageContaining("sequence number " + run.dynamoDb.sequencesOf("b").get(0))
        .hasMessageContaining("for topic 'shop.orders'")
        .hasMessageContaining("Nothing is lost")
        .hasMessageContaining("remove the transform");
    List<ChangeRecord> before = run.streamed();

    run.worker.drop(record -> false);
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(keys(run.streamed())).contains("a", "b", "c");
    assertThat(run.streamed().stream().filter(change -> key(change).equals("c")).toList())
        .extracting(change -> change.source().writeTimestampMicros())
        .hasSize(2)
        .containsOnly(writeTimestamp(before, "c"));
    assertThat(writeTimestamp(run.streamed(), "b"))
        .isBetween(writeTimestamp(before, "a") + 1, writeTimestamp(before, "c") - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d", "e"})
  void aRowOfAScanThatATransformDroppedIsScannedAgain(String dropped) {
    for (String key : List.of("a", "b", "c", "d", "e")) {
      run.put(key, 1);
    }
    run.clock.advance(Duration.ofHours(1));
    run.worker.drop(keyIs(dropped));
    run.start();

    assertThat(failure())
        .hasMessageContaining("Table 'orders', segment 0 of 1")
        .hasMessageNotContaining("\"" + dropped + "\"")
        .hasMessageContaining("Nothing is lost");

    run.worker.drop(record -> false);
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(keys(run.scanned())).contains("a", "b", "c", "d", "e");
    assertThat(run.scanned())
        .extracting(row -> row.source().writeTimestampMicros())
        .containsOnly(run.committedTable().epoch().epochMicros());
  }

  @Test
  void theLastChangeOfAShardIsReadAgainThoughItsEndWasCommitted() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.put("b", 1);
    run.dynamoDb.rollOver(shard);
    run.put("a", 2);
    run.worker.drop(keyIs("b"));
    assertThat(failure()).hasMessageContaining("sequence number");

    run.worker.drop(record -> false);
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(keys(run.streamed())).contains("a", "b");
    assertThat(run.committed(shard).finished()).isTrue();
  }

  @Test
  void aListedKeyThatATransformDroppedIsReadAgain() {
    List<String> keys = List.of("a", "b", "c");
    keys.forEach(key -> run.put(key, 1));
    run.start();
    run.turns(ENOUGH_TURNS);
    run.worker.drop(keyIs("b"));
    run.signals.give(
        new Signal.ExecuteSnapshot(
            "s",
            Set.of(FakeDynamoDb.TABLE),
            keys.stream().map("{\"pk\":{\"S\":\"%s\"}}"::formatted).toList(),
            new SignalPosition(0, 0, run.clock.millis())));
    assertThat(failure())
        .hasMessageContaining("Table 'orders', listed key 2, for topic 'shop.orders'")
        .hasMessageContaining("Nothing is lost");

    run.worker.drop(record -> false);
    run.start();
    run.turns(ENOUGH_TURNS);
    long epoch = run.committedTable().currentEpochMicros();
    assertThat(
            keys(
                run.scanned().stream()
                    .filter(row -> row.source().writeTimestampMicros() == epoch)
                    .toList()))
        .contains("a", "b", "c");
  }

  @Test
  void itStopsOnlyWhenTheWayBackIsInKafka() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.worker.drop(keyIs("a"));
    while (run.turn().stream().noneMatch(keyIs("a"))) {
      run.worker.commitAll();
    }
    assertThat(run.turn()).hasSize(1).allMatch(SourceRun::isControl);
    assertThat(run.turn()).isEmpty();
    run.worker.commitAll();

    assertThatThrownBy(run::turn).hasMessageContaining("Nothing is lost");
  }

  @Test
  void aDroppedWayBackIsSaidWithTheOffsetToSet() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.put("b", 1);
    run.worker.drop(keyIs("a").or(SourceRun::isControl));

    assertThat(failure())
        .hasMessageContaining("could not be set back")
        .hasMessageContaining("kind=shard")
        .hasMessageContaining("docs/offsets.md")
        .hasMessageNotContaining("Nothing is lost");
  }

  /** Without exactly-once Connect commits once more when a task has failed. */
  private Throwable failure() {
    Throwable failure = catchThrowable(() -> run.turns(ENOUGH_TURNS));
    if (!run.exactlyOnce) {
      run.worker.commitAll();
    }
    return failure;
  }

  private static Predicate<SourceRecord> keyIs(String key) {
    return record ->
        record.key() instanceof Struct struct
            && struct.schema().field(FakeDynamoDb.KEY) != null
            && key.equals(struct.getString(FakeDynamoDb.KEY));
  }

  private static String key(ChangeRecord change) {
    String image = change.after() == null ? change.before() : change.after();
    return image.replaceAll(".*\"pk\":\\{\"S\":\"(\\w+)\"}.*", "$1");
  }

  private static List<String> keys(List<ChangeRecord> changes) {
    return changes.stream().map(DroppedRecordsTest::key).toList();
  }

  private static long writeTimestamp(List<ChangeRecord> changes, String key) {
    return changes.stream()
        .filter(change -> key(change).equals(key))
        .findFirst()
        .orElseThrow()
        .source()
        .writeTimestampMicros();
  }
}
