package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaTopicsTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:1, 127.0.0.1:1 gives no answer within 1 s.",
    "nowhere.invalid:9092, nowhere.invalid:9092: No resolvable bootstrap urls",
    "no-port, no-port: Invalid url in bootstrap.servers"
  })
  void saysWhichAddressDoesNotAnswer(String address, String message) {
    assertThatThrownBy(() -> ask(address))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(message);
  }

  private static void ask(String address) {
    try (KafkaTopics kafka =
        KafkaTopics.connect(Map.of("bootstrap.servers", address), Duration.ofSeconds(1))) {
      kafka.limits(List.of("shop.orders"));
    }
  }
}
