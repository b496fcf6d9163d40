package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.route.TableName;
import org.junit.jupiter.api.Test;

class WriteErrorsTest {

  private static final RecordCoordinates WHERE = new RecordCoordinates("shop.orders", 0, 3);
  private static final TableName TABLE = TableName.parse("shop.orders");

  @Test
  void aLifetimeThatTheServerCannotKeepHasItsRemedy() {
    assertThat(
            refused(
                "Request on table shop.orders with ttl of 630720000 seconds exceeds maximum"
                    + " supported expiration date of 2038-01-19T03:14:06+00:00."))
        .endsWith(
            "; the row would expire later than the server can keep it: set expiry.mode=column, or"
                + " correct the expiry, which counts in seconds.");
    assertThat(refused("Key may not be empty"))
        .endsWith("; correct the item at its source, or the table.");
  }

  private static String refused(String reason) {
    return WriteErrors.refused(
            WHERE, TABLE, 1, Failure.of(Failure.Kind.REJECT, new IllegalStateException(reason)))
        .getMessage();
  }
}
