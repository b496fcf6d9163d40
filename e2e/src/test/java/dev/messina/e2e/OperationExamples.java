package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the examples promise that are about running a migration. */
final class OperationExamples {

  private static final int THREE_DAYS = 259_200;

  private static final long MICROS_A_SECOND = 1_000_000;

  private OperationExamples() {}

  static void streamOnly(Example example) {
    example.prepare();
    example.run("update-table");
    example.post("source", "sink");
    example.putLines("prices", "prices.items-next-day.jsonl");
    example.awaitRows();
    assertThat((int) example.value("SELECT TTL(amount) FROM pricing.prices WHERE sku = 'A-1'"))
        .isBetween(THREE_DAYS - 600, THREE_DAYS);

    example.delete("prices", "{\"sku\":{\"S\":\"A-1\"}}");
    example.await("the deleted price is gone", () -> example.rows("pricing.prices").size() == 1);
  }

  static void twoSnapshots(Example example) {
    example.prepare();
    example.post("source", "sink");
    example.awaitRows();

    example.delete("books", "{\"isbn\":{\"S\":\"978-2\"}}");
    example.put("books", "{\"isbn\":{\"S\":\"978-3\"},\"title\":{\"S\":\"Messina\"}}");
    example.run("messina signal execute-snapshot");
    example.await("the new book arrives", () -> example.rows("library.books").size() == 3);

    example.await(
        "the second snapshot is complete",
        () -> !example.sweep("source", "sink", "books").refused().equals("snapshot_running"));
    SweepRun dry = example.sweep("source", "sink", "books");
    assertThat(dry.exitCode()).as("%s", dry).isEqualTo(1);
    assertThat(dry.gone()).isEqualTo(1);
    assertThat(example.rows("library.books")).hasSize(3);
    example.run("messina sweep");
    assertThat(example.value("SELECT title FROM library.books WHERE isbn = '978-2'")).isNull();
    assertThat(example.rows("library.books")).hasSize(2);
  }

  static void rehearsal(Example example) {
    example.prepare();
    example.post("source", "sink", "sink-rehearsal");
    example.awaitRows();
    String writeTimestamp = "SELECT WRITETIME(owner) FROM %s.accounts WHERE id = 'a-1'";
    assertThat(example.value(writeTimestamp.formatted("bank_rehearsal")))
        .isEqualTo(example.value(writeTimestamp.formatted("bank")));

    example.put("accounts", "{\"id\":{\"S\":\"a-3\"},\"owner\":{\"S\":\"Eve\"}}");
    example.await("the new one arrives", () -> example.rows("bank_rehearsal.accounts").size() == 3);
    example.run("TRUNCATE bank_rehearsal.accounts");
    example.await(
        "the rehearsal has caught up",
        () -> example.rows("bank_rehearsal.accounts").equals(example.rows("bank.accounts")));
    assertThat(example.rows("bank.accounts")).hasSize(3);

    example.run("DROP KEYSPACE bank_rehearsal");
    assertThat(example.value("SELECT owner FROM bank.accounts WHERE id = 'a-3'")).isEqualTo("Eve");
  }

  static void changedMapping(Example example) {
    example.prepare();
    example.post("source", "sink");
    example.awaitRows();
    String writeTimestamp = "SELECT WRITETIME(full_name) FROM people.profiles WHERE id = 'p-1'";
    // The snapshot's row has whole seconds; the stream brings the same item a little above them.
    example.await(
        "the stream's change is applied",
        () -> (long) example.value(writeTimestamp) % MICROS_A_SECOND != 0);
    long before = (long) example.value(writeTimestamp);

    example.run("messina preview");
    example.run("cql --file schema-changed.cql");
    example.run("sink-changed.json | curl");
    example.awaitRows("people.profiles", "people.profiles.rows-changed.jsonl");
    assertThat((long) example.value(writeTimestamp)).isEqualTo(before + 2);
  }

  static void deadLetters(Example example) {
    example.prepare();
    example.post("source", "sink");
    List<ConsumerRecord<byte[], byte[]>> letters =
        DeadLetterQueue.read(example.services(), "fleet.vehicles.rejected", 1);
    example.awaitRows();
    ConsumerRecord<byte[], byte[]> letter = letters.get(0);
    assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"v-2\"}");
    assertThat(DeadLetterQueue.headers(letter).get("__connect.errors.exception.message"))
        .contains("seats", "fleet.vehicles");

    example.run("messina topic");
    assertThat(example.said())
        .anyMatch(line -> line.equals("  key    {\"id\":\"v-2\"}"))
        .anyMatch(
            line -> line.contains("__connect.errors.exception.message") && line.contains("seats"));

    example.run("cql --file schema-repaired.cql");
    example.run("messina signal execute-snapshot");
    example.awaitRows("fleet.vehicles", "fleet.vehicles.rows-repaired.jsonl");
  }
}
