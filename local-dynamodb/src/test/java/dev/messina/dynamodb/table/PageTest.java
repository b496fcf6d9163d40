package dev.messina.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @Test
  void aPageOfExactlyOneMegabyteEndsWithTheRange() {
    Page page = Page.read(items(4, 256 * 1024).iterator(), NO_LIMIT, item -> true);
    assertThat(page.bytes()).isEqualTo(Page.MOST_BYTES);
    assertThat(page.scanned()).isEqualTo(4);
    assertThat(page.last()).isEmpty();
  }

  @Test
  void theItemThatWouldMakeItMoreIsOfTheNextPage() {
    List<Item> items = items(5, 256 * 1024);
    Page page = Page.read(items.iterator(), NO_LIMIT, item -> true);
    assertThat(page.scanned()).isEqualTo(4);
    assertThat(page.last()).containsSame(items.get(3));
  }

  @Test
  void aLimitThatIsReachedWithTheLastItemStillNamesIt() {
    List<Item> items = items(3, 100);
    assertThat(Page.read(items.iterator(), 3, item -> true).last()).containsSame(items.get(2));
    assertThat(Page.read(items.iterator(), 4, item -> true).last()).isEmpty();
  }

  @Test
  void whatTheFilterLeavesOutIsCountedAllTheSame() {
    List<Item> items = items(10, 300 * 1024);
    Page page = Page.read(items.iterator(), NO_LIMIT, item -> false);
    assertThat(page.items()).isEmpty();
    assertThat(page.scanned()).isEqualTo(3);
    assertThat(page.last()).containsSame(items.get(2));
  }

  /** Each of so many bytes by DynamoDB's count. */
  private static List<Item> items(int count, int size) {
    Item item = Item.of(Map.of("a", AttributeValue.string("x".repeat(size - 1))));
    return Collections.nCopies(count, item).stream()
        .map(each -> Item.of(each.attributes()))
        .toList();
  }
}
