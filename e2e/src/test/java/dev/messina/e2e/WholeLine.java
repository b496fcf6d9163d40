package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Once along the whole line in one format: snapshot and stream side by side, deletes with
 * tombstones where the format takes them, headers, and a replay.
 */
final class WholeLine {

  private static final long ITEMS = 80;
  private static final long CHANGES = 160;

  private WholeLine() {}

  /** Runs it, and gives the records that the topic then holds. */
  static List<ConsumerRecord<byte[], byte[]>> run(Services services, String name, Format format) {
    try (Migration migration =
            new Migration(services, name, ITEMS).in(format, services.stack().registry());
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, 100, 0)) {
      String tombstones = Boolean.toString(format.takesTombstones());
      migration.withSource("tombstones.on.delete", tombstones).deploy();
      writer.start();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();
      assertInSync(migration);

      Map<String, String> rows = migration.rowsWithWriteTimestamps();
      migration.rewindSink();
      services.connect().resume(migration.sink().name());
      migration.drain();
      Map<String, String> replayed = migration.rowsWithWriteTimestamps();
      assertThat(replayed).as("the replay leaves the same write timestamps").isEqualTo(rows);
      assertInSync(migration);

      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      TopicRecords.read(services, migration.topic(), records::add);
      assertHeaders(records);
      assertThat(migration.tally().snapshotRows()).isPositive();
      assertThat(migration.tally().distinct("u")).isPositive();
      assertThat(migration.tally().distinct("d")).isPositive();
      assertThat(tombstones(records) > 0).isEqualTo(format.takesTombstones());
      return records;
    }
  }

  private static void assertInSync(Migration migration) {
    assertThat(migration.compare().first()).isEmpty();
    assertThat(migration.compare().inSync()).isTrue();
  }

  private static void assertHeaders(List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.headers().headers("messina.op")).hasSize(1);
              assertThat(record.headers().headers("messina.write.ts.us")).hasSize(1);
            });
  }

  private static long tombstones(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> record.value() == null).count();
  }
}
