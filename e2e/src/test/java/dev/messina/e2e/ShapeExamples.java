package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

/** What the examples promise that are about the shape of items and rows. */
final class ShapeExamples {

  private ShapeExamples() {}

  static void simpleTable(Example example) {
    example.prepare();
    example.putItemsAsThePageSays();
    example.post("source", "sink");
    example.awaitRows();
    example.run("messina cql --json");
    assertThat(example.said()).hasSize(example.rows("shop.orders").size());

    example.put(
        "orders",
        "{\"customer\":{\"S\":\"bob\"},\"orderId\":{\"N\":\"8\"},\"status\":{\"S\":\"paid\"}}");
    example.await(
        "a change arrives",
        () ->
            "paid"
                .equals(
                    example.value(
                        "SELECT status FROM shop.orders WHERE customer = 'bob' AND \"orderId\""
                            + " = 8")));
  }

  static void catchAll(Example example) {
    example.prepare();
    example.post("source", "sink");
    example.awaitRows();
  }

  static void singleTable(Example example) {
    example.prepare();
    example.post("source", "sink-users", "sink-orders", "sink-order-items", "sink-rest");
    example.awaitRows();

    example.delete("store", "{\"pk\":{\"S\":\"ORDER#7\"},\"sk\":{\"S\":\"ITEM#1\"}}");
    example.await("the deleted item is gone", () -> example.rows("store.order_items").size() == 1);
    assertThat(example.rows("store.orders")).hasSize(1);
  }

  static void severalTables(Example example) {
    example.prepare();
    example.post("source", "sink");
    example.awaitRows();

    example.delete("customers", "{\"id\":{\"S\":\"c-1\"}}");
    example.await("the customer is gone", () -> example.rows("crm.customers").size() == 1);
    assertThat(example.rows("crm.contracts")).hasSize(1);
  }

  static void ttl(Example example) {
    example.prepare();
    example.run("update-time-to-live");
    example.post("source", "sink");
    example.awaitRows();
    long remaining = 2_100_000_000L - Instant.now().getEpochSecond();
    assertThat((int) example.value("SELECT TTL(user) FROM web.sessions WHERE id = 's-1'"))
        .isBetween((int) remaining - 5, (int) remaining + 600);
    assertThat(example.value("SELECT TTL(user) FROM web.sessions WHERE id = 's-2'")).isNull();

    long past = Instant.now().getEpochSecond() - 3_600;
    example.put("sessions", "{\"id\":{\"S\":\"s-2\"},\"expires_at\":{\"N\":\"" + past + "\"}}");
    example.await(
        "a session that is over has no row", () -> example.rows("web.sessions").size() == 1);
    example.put("sessions", "{\"id\":{\"S\":\"s-1\"},\"user\":{\"S\":\"ada\"}}");
    example.await(
        "a session without an end stays",
        () -> example.value("SELECT TTL(user) FROM web.sessions WHERE id = 's-1'") == null);
    assertThat(example.rows("web.sessions")).hasSize(1);
  }
}
