package dev.messina.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorPairTest {

  @Test
  void tablesAreThoseThatTheSourceNamesAndTheSinkTakes() {
    ConnectorPair pair =
        pair(
            Map.of("tables", "orders, lines,users", "topic.prefix", "shop"),
            Map.of("topics", "shop.users, shop.orders"));

    assertThat(pair.tables(List.of())).containsExactly("orders", "users");
  }

  @Test
  void tablesThatAPatternFindsAreThoseWithOffsets() throws IOException {
    ConnectorPair pair = pair(Map.of("topic.prefix", "shop"), Map.of("topics.regex", "shop\\..*"));

    assertThat(pair.tables(offsets("table:users", "shard:users", "table:orders", "segment:lines")))
        .containsExactly("orders", "users");
  }

  @Test
  void lettersAreTheSinksAndTheSources() {
    Map<String, String> queue = Map.of("errors.deadletterqueue.topic.name", " rejected ");
    Map<String, String> oversize = Map.of("topic.prefix", "shop", "oversize.policy", "dead_letter");

    assertThat(pair(Map.of("topic.prefix", "shop"), Map.of()).deadLetters()).isEmpty();
    assertThat(pair(Map.of(), queue).deadLetters()).containsExactly("rejected");
    assertThat(pair(oversize, queue).deadLetters()).containsExactly("rejected", "shop.oversize");
    assertThat(
            pair(
                    Map.of("oversize.policy", "dead_letter", "oversize.dead.letter.topic", "big"),
                    Map.of())
                .deadLetters())
        .containsExactly("big");
  }

  private static ConnectorPair pair(Map<String, String> source, Map<String, String> sink) {
    return new ConnectorPair(new ConnectorFile("r", source), new ConnectorFile("w", sink));
  }

  private static List<JsonNode> offsets(String... kinds) throws IOException {
    List<JsonNode> offsets = new ArrayList<>();
    for (String kind : kinds) {
      String[] parts = kind.split(":", -1);
      offsets.add(
          new ObjectMapper()
              .readTree(
                  "{\"partition\": {\"kind\": \"%s\", \"table\": \"%s\"}, \"offset\": {}}"
                      .formatted(parts[0], parts[1])));
    }
    return offsets;
  }
}
