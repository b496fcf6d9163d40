package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.FakeConnect;
import dev.messina.verification.frontier.Frontier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutlivingFrontierTest {

  private static final Frontier.Known KNOWN = new Frontier.Known(Instant.EPOCH, "a shard holds it");

  @Test
  void whatConnectDoesNotAnswerIsUnknownUntilItDoes() throws IOException {
    try (FakeConnect connect = new FakeConnect()) {
      ConnectRest rest = new ConnectRest(connect::url, Duration.ZERO);
      Frontier frontier =
          new OutlivingFrontier(
              () -> {
                rest.offsets("w");
                return KNOWN;
              });

      connect.willAnswer(404, "{\"message\":\"no such page\"}");
      assertThat(frontier.read())
          .isInstanceOfSatisfying(
              Frontier.Unknown.class,
              unknown -> assertThat(unknown.reason()).contains("no such page"));

      connect.willAnswer(200, "{\"offsets\":[]}");
      assertThat(frontier.read()).isEqualTo(KNOWN);
    }
  }

  @Test
  void aFaultOfItsOwnIsNoAnswerOfConnects() {
    Frontier frontier =
        new OutlivingFrontier(
            () -> {
              throw new IllegalStateException("a fault");
            });

    assertThatThrownBy(frontier::read).isInstanceOf(IllegalStateException.class);
  }
}
