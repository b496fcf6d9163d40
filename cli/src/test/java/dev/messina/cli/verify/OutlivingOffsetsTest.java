package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.FakeConnect;
import dev.messina.verification.frontier.SinkOffsets;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlivingOffsetsTest {

  @Test
  void whatConnectHasToldLastStandsUntilItAnswersAgain() throws IOException {
    try (FakeConnect connect = new FakeConnect()) {
      ConnectRest rest = new ConnectRest(connect::url, Duration.ZERO);
      OutlivingOffsets applied =
          new OutlivingOffsets(() -> SinkOffsets.of(rest.offsets("sink"), "orders"));

      connect.willAnswer(200, offsets(7));
      assertThat(applied.get()).isEqualTo(Map.of(0, 7L));

      connect.willAnswer(404, "{\"message\":\"no such page\"}");
      assertThat(applied.get()).isEqualTo(Map.of(0, 7L));

      connect.willAnswer(200, offsets(9));
      assertThat(applied.get()).isEqualTo(Map.of(0, 9L));
    }
  }

  private static String offsets(long next) {
    return """
           {"offsets":[{"partition":{"kafka_topic":"orders","kafka_partition":0},
           "offset":{"kafka_offset":%d}}]}"""
        .formatted(next);
  }
}
