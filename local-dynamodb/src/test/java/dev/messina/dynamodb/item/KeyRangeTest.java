package dev.messina.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

  @Property
  void everyKeyIsInExactlyOneSegment(
      @ForAll String partitionKey, @ForAll @IntRange(min = 1, max = 50) int segments) {
    ItemKey key = ItemKey.of(AttributeValue.string(partitionKey), Optional.empty());
    int found = 0;
    for (int segment = 0; segment < segments; segment++) {
      found += KeyRange.segment(segment, segments).contains(key) ? 1 : 0;
    }
    assertThat(found).isEqualTo(1);
  }

  @Property
  void whatBeginsLikeAKeyIsInItsRange(
      @ForAll @StringLength(max = 5) String prefix, @ForAll @StringLength(max = 5) String rest) {
    ItemKey partition = ItemKey.of(AttributeValue.string("p"), Optional.empty());
    byte[] beginning = SortableBytes.of(AttributeValue.string(prefix));
    byte[] whole = SortableBytes.of(AttributeValue.string(prefix + rest));
    boolean begins =
        new String(whole, java.nio.charset.StandardCharsets.UTF_8)
            .startsWith(new String(beginning, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(KeyRange.beginningWith(partition.then(beginning)).contains(partition.then(whole)))
        .isEqualTo(begins);
  }

  @Test
  void aPrefixOfHighestBytesHasNothingBehindIt() {
    ItemKey highest = ItemKey.ofBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
    assertThat(highest.afterAllThatBeginWithThis()).isEmpty();
    assertThat(KeyRange.beginningWith(highest).contains(highest)).isTrue();
  }

  @Test
  void whatIsBehindAKeyLeavesTheKeyOut() {
    TreeMap<ItemKey, String> map = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      map.put(ItemKey.ofBytes(new byte[] {(byte) i}), "v" + i);
    }
    ItemKey two = ItemKey.ofBytes(new byte[] {2});
    assertThat(KeyRange.all().after(two, true).of(map).values()).containsExactly("v3", "v4");
    assertThat(KeyRange.all().after(two, false).of(map).values()).containsExactly("v0", "v1");
  }
}
