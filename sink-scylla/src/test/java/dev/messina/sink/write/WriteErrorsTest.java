package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteErrorsTest {

  @Test
  void aLifetimeThatTheServerCannotKeepHasItsWayOut() {
    assertThat(
            WriteErrors.wayOut(
                "Request on table shop.orders with ttl of 630720000 seconds exceeds maximum"
                    + " supported expiration date of 2038-01-19T03:14:06+00:00."))
        .isEqualTo(
            "the row would expire later than the server can keep it: set expiry.mode=column, or"
                + " correct the expiry, which counts in seconds");
    assertThat(WriteErrors.wayOut("Key may not be empty"))
        .isEqualTo("correct the item at its source, or the table");
  }
}
