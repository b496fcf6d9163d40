package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.verification.expect.Deployed;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which sinks' rows have digests. */
class WholeRowsTest {

  @Test
  void rowsThatAreMergedHaveNone() {
    assertThatThrownBy(() -> Verify.requireWholeRows(migration("Merge")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Connector w has write.mode=merge")
        .hasMessageEndingWith("verify without --digest.");
    assertThatCode(() -> Verify.requireWholeRows(migration("replace"))).doesNotThrowAnyException();
  }

  private static Migration migration(String writeMode) {
    Map<String, String> sink = Map.of("write.mode", writeMode);
    return new Migration(
        new ConnectorFile("r", Map.of()),
        new Deployed("w", sink),
        new ConnectorFile("w", sink),
        "orders",
        "shop.orders",
        "shop.orders");
  }
}
