package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.FakeKeys;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.RefusedSignal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import dev.messina.source.metrics.Jmx;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that cannot be followed, or not wholly: nobody dies of them, and they are reported. */
class RefusedSignalTest {

  private static final int ENOUGH_TURNS = 40;

  private final SourceRun run = new SourceRun().option("notification.topic", "shop.notifications");
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private long signals;

  @BeforeEach
  void liveForAnHour() {
    dynamoDb.enableStream();
    run.put("a", 1);
    run.clock.advance(Duration.ofHours(1));
    run.start();
    run.turns(ENOUGH_TURNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":{\"S\":\"a\"}}",
        "{\"pk\":{\"N\":\"1\"}}",
        "{\"pk\":{\"B\":\"AAAA\"}}",
        "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"a\"}}"
      })
  void aKeyThatIsNotOfTheTableIsRefusedBeforeAnythingIsDecided(String key) {
    repair("{\"pk\":{\"S\":\"a\"}}", key);
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).as("still in its first epoch").isTrue();
    assertThat(notified("REFUSED").get("reason"))
        .contains("key 2 of 2")
        .contains("pk (S)")
        .doesNotContain("AAAA");
    requireAlive();
  }

  @Test
  void aSignalWithMoreKeysThanAnOffsetCanHoldIsRefusedWithTheNumberThatFits() {
    repair(
        IntStream.range(0, 40_000)
            .mapToObj(i -> "{\"pk\":{\"S\":\"%010d\"}}".formatted(i))
            .toArray(String[]::new));
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).as("still in its first epoch").isTrue();
    assertThat(notified("REFUSED").get("reason")).contains("40000 keys").contains("first 8191");
    requireAlive();
  }

  @Test
  void keysThatWereReadAreNotKeptInTheTablesOffset() {
    repair("{\"pk\":{\"S\":\"a\"}}");
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).isFalse();
    assertThat(run.worker.committed("key-snapshot").values())
        .containsExactly(Map.of("next", 1L, "done", true));
    assertThat(run.committedTable().keys()).isNull();
  }

  @Test
  void aKeyThatDynamoDbRefusesIsToldAndTheOthersAreRead() {
    commitRepairOf("{\"pk\":{\"N\":\"1\"}}", "{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"N\":\"2\"}}");
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.worker.committed("key-snapshot").values())
        .containsExactly(Map.of("next", 3L, "done", true));
    assertThat(run.changes()).filteredOn(record -> key(record).equals("Struct{pk=a}")).hasSize(2);
    assertThat(notifications("KEY_REFUSED"))
        .extracting(data -> data.get("key"))
        .containsExactly("1 of 3", "3 of 3");
    requireAlive();
  }

  @Test
  void anotherSnapshotWhoseScanIsDeniedIsRefusedBeforeItsEpochIsChosen() {
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("scan")) {
            throw FakeKeys.refusal("AccessDeniedException", "not authorized");
          }
        });
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).as("still in its first epoch").isTrue();
    assertThat(notified("REFUSED").get("reason")).contains("dynamodb:Scan");
    requireAlive();
  }

  @Test
  void aRepairWhoseReadsAreDeniedIsRefusedBeforeItsEpochIsChosen() {
    denyItems();
    repair("{\"pk\":{\"S\":\"a\"}}");
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).as("still in its first epoch").isTrue();
    assertThat(notified("REFUSED").get("reason")).contains("dynamodb:GetItem");
    requireAlive();
  }

  @Test
  void aRepairThatIsDeniedOnTheWayEndsOpenlyAndTheNextSignalIsFollowed() {
    denyItems();
    commitRepairOf("{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"S\":\"b\"}}");
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.worker.committed("key-snapshot").values())
        .containsExactly(Map.of("next", 2L, "done", true));
    assertThat(notified("KEY_REFUSED"))
        .containsEntry("key", "1 to 2 of 2")
        .hasEntrySatisfying("reason", why -> assertThat(why).contains("dynamodb:GetItem"));
    dynamoDb.beforeCall(call -> {});
    repair("{\"pk\":{\"S\":\"a\"}}");
    run.turns(2 * ENOUGH_TURNS);
    assertThat(run.committedTable().epochs()).hasSize(3);
  }

  @Test
  void aLaterSnapshotThatIsDeniedOnTheWayWaitsAndTheStreamGoesOn() {
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    while (run.committedTable().isFirst()) {
      run.turns(1);
    }
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("scan")) {
            throw FakeKeys.refusal("AccessDeniedException", "not authorized");
          }
        });
    run.turns(3 * ENOUGH_TURNS);
    requireAlive();
    int scanned = run.scanned().size();
    dynamoDb.beforeCall(call -> {});
    run.turns(3 * ENOUGH_TURNS);
    assertThat(run.scanned()).hasSizeGreaterThan(scanned);
  }

  @Test
  void aRecordThatIsNoSignalIsToldAndCounted() throws JMException {
    try (SourceMetrics metrics =
        SourceMetrics.open(
            new TaskIdentity("shop", "orders-source", "0"),
            run.clock,
            new OldWorkerContext(run.worker))) {
      run.metrics = metrics;
      run.start();
      long now = run.clock.millis();
      run.signals.refuse(new RefusedSignal("shop.control-0@17", "0@17", now, "no type 'pause'"));
      run.signals.refuse(
          new RefusedSignal("shop.control-0@3", "0@3", now - 86_400_000, "told long ago"));
      run.turns(2);

      assertThat(notified("REFUSED"))
          .containsEntry("position", "0@17")
          .containsEntry("reason", "no type 'pause'");
      assertThat(attribute("RefusedSignals")).isEqualTo(1L);
      assertThat(attribute("LastRefusedSignal").toString())
          .endsWith("Z shop.control-0@17: no type 'pause'");
    }
  }

  private static Object attribute(String name) throws JMException {
    return Jmx.ask(
        "dev.messina.source:type=connector-metrics,context=task,server=shop,task=0,"
            + "connector=orders-source",
        name);
  }

  private void denyItems() {
    dynamoDb.beforeCall(
        call -> {
          if (call.equals("item")) {
            throw FakeKeys.refusal("AccessDeniedException", "not authorized");
          }
        });
  }

  /** As an older version committed it, that looked at the names of keys only. */
  private void commitRepairOf(String... keys) {
    TableOffset table = run.committedTable();
    String list = "[" + String.join(",", keys) + "]";
    run.worker.commitOffset(
        PartitionCodec.encode(new SourcePartition.Table(FakeDynamoDb.TABLE)),
        OffsetCodec.encode(
            table
                .requested(new EpochRequest("signal-0:9-1", EpochRequest.Scope.KEYS), list)
                .raised(table.currentEpochMicros() + 10_000_000)));
    run.start();
  }

  private void repair(String... keys) {
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(keys), at()));
  }

  /** The stream is read, and a signal is followed. */
  private void requireAlive() {
    int streamed = run.streamed().size();
    run.put("alive", streamed);
    run.turns(ENOUGH_TURNS);
    assertThat(run.streamed()).as("changes").hasSize(streamed + 1);
    run.signals.give(new Signal.Plain(SignalType.PAUSE_STREAM, "p", Set.of("orders"), at()));
    run.turns(2);
    run.put("alive", streamed + 1_000);
    run.turns(ENOUGH_TURNS);
    assertThat(run.streamed()).as("changes while paused").hasSize(streamed + 1);
    run.signals.give(new Signal.Plain(SignalType.RESUME_STREAM, "r", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);
  }

  private Map<String, String> notified(String type) {
    assertThat(notifications(type)).as("notifications of type %s", type).hasSize(1);
    return notifications(type).get(0);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, String>> notifications(String type) {
    return run.worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.notifications"))
        .map(record -> (Struct) record.value())
        .filter(value -> value.getString("type").equals(type))
        .map(value -> (Map<String, String>) value.get("additional_data"))
        .toList();
  }

  private static String key(SourceRecord record) {
    return String.valueOf(record.key());
  }

  private SignalPosition at() {
    return new SignalPosition(0, signals++, run.clock.millis());
  }
}
