package dev.messina.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.item.ItemKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class KeyListsTest {

  @Test
  void keysAreCutIntoListsThatTheSourceHasRoomFor() {
    List<ItemKey> keys =
        IntStream.range(0, 300).mapToObj(i -> key("\"".repeat(1_000) + i)).toList();

    List<List<ItemKey>> lists = KeyLists.of(keys);

    assertThat(lists.stream().flatMap(List::stream)).containsExactlyElementsOf(keys);
    assertThat(lists).hasSizeGreaterThan(1);
    assertThat(lists)
        .allSatisfy(
            list ->
                assertThat(list.stream().mapToInt(key -> 2 * key.toString().length()).sum())
                    .isLessThan(256 * 1024));
  }

  @Test
  void noKeysAreNoList() {
    assertThat(KeyLists.of(List.of())).isEmpty();
    assertThat(KeyLists.of(List.of(key("a")))).containsExactly(List.of(key("a")));
  }

  private static ItemKey key(String pk) {
    return new ItemKey(Map.of("pk", AttributeValue.fromS(pk)));
  }
}
