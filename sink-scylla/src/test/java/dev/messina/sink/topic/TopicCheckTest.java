package dev.messina.sink.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCheckTest {

  private final List<Map<String, Object>> asked = new ArrayList<>();
  private final TopicCheck check =
      new TopicCheck(
          client -> {
            asked.add(client);
            return Set.of("shop.orders", "shop.users");
          });

  @Test
  void kafkaIsOnlyAskedWhereItsAddressIsGiven() {
    assertThat(check.problems(Map.of("topics", "nowhere"))).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(check.problems(with("topics", "shop.orders, shop.users"))).isEmpty();
    assertThat(asked)
        .containsExactly(Map.of("bootstrap.servers", "k:9092", "security.protocol", "SSL"));
  }

  @Test
  void namesTheTopicThatWasMeant() {
    assertThat(check.problems(with("topics", "shop.ordres,shop.users,invoices")))
        .containsExactly(
            new OptionError(
                "topics",
                "Topic 'shop.ordres' does not exist (did you mean 'shop.orders'?); correct the"
                    + " name, or create the topic first (the source creates it with its first"
                    + " record). Topic 'invoices' does not exist; correct the name, or create the"
                    + " topic first (the source creates it with its first record)."));
  }

  @Test
  void aPatternMustMatchATopic() {
    assertThat(check.problems(with("topics.regex", "shop\\.(orders|users)"))).isEmpty();
    assertThat(check.problems(with("topics.regex", "shop")))
        .extracting(OptionError::option)
        .containsExactly("topics.regex");
    assertThat(check.problems(with("topics.regex", "("))).as("Connect refuses it").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKafkaThatDoesNotAnswerIsNamed(boolean hasMessage) {
    TopicCheck failing =
        new TopicCheck(
            client -> {
              throw new KafkaException(hasMessage ? "No route" : null);
            });
    List<OptionError> problems = failing.problems(with("topics", "shop.orders"));
    assertThat(problems).extracting(OptionError::option).containsExactly("kafka.bootstrap.servers");
    assertThat(problems.get(0).problem())
        .startsWith("Kafka at k:9092 cannot be asked about the topics: ")
        .contains(hasMessage ? "No route" : "KafkaException")
        .doesNotContain("null");
  }

  private static Map<String, String> with(String option, String value) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("kafka.bootstrap.servers", "k:9092");
    options.put("kafka.security.protocol", "SSL");
    options.put(option, value);
    return options;
  }
}
