package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.change.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PageCostTest {

  @Test
  void isWhatDynamoDbCharged() {
    ScanPage page = page(OptionalDouble.of(128), Map.of("pk", AttributeValue.fromS("a")));
    assertThat(PageCost.of(page, false)).isEqualTo(new PageCost(128, 1 << 20));
    assertThat(PageCost.of(page, true)).isEqualTo(new PageCost(128, 1 << 19));
  }

  @Test
  void isWorkedOutFromTheItemsWhereDynamoDbDoesNotSay() {
    ScanPage page =
        page(
            OptionalDouble.empty(),
            Map.of(
                "text", AttributeValue.fromS("é".repeat(2000)),
                "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[90])),
                "list", AttributeValue.fromL(List.of(AttributeValue.fromBool(true))),
                "map", AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1234")))));
    // 4004 + 95 + 4 + 5 + 3 + 8 bytes make two units of 4 KB, at half the price.
    assertThat(PageCost.of(page, false)).isEqualTo(new PageCost(1, 4119));
    assertThat(PageCost.of(page, true)).isEqualTo(new PageCost(2, 4119));
  }

  @Test
  void anEmptyPageCostsSomethingToo() {
    ScanPage page = new ScanPage(List.of(), Map.of(), OptionalDouble.empty(), Duration.ofMillis(1));
    assertThat(PageCost.of(page, false)).isEqualTo(new PageCost(0.5, 0));
  }

  private static ScanPage page(OptionalDouble units, Map<String, AttributeValue> item) {
    return new ScanPage(List.of(Item.of(item)), Map.of(), units, Duration.ofMillis(1));
  }
}
