package dev.messina.cli.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemLoaderTest {

  private static final int ITEMS = 333;

  private final ItemGenerator items = new ItemGenerator(1, Catalogues.ofEveryType());

  @Test
  void writesEveryItemAlsoWhenSomeAreLeftUnprocessed() {
    try (FakeDynamoDb dynamoDb = new FakeDynamoDb(5)) {
      AtomicLong progress = new AtomicLong();
      new ItemLoader(dynamoDb, "t", items, 1)
          .load(ITEMS, done -> progress.accumulateAndGet(done, Math::max));
      Set<Map<String, AttributeValue>> expected =
          LongStream.range(0, ITEMS)
              .mapToObj(number -> items.item(number, 0))
              .collect(Collectors.toSet());
      assertThat(dynamoDb.items()).isEqualTo(expected);
      assertThat(progress).hasValue(ITEMS);
    }
  }

  @Test
  void givesUpWhenItemsStayUnprocessed() {
    try (FakeDynamoDb dynamoDb = new FakeDynamoDb(Integer.MAX_VALUE)) {
      ItemLoader loader = new ItemLoader(dynamoDb, "t", items, 1);
      assertThatThrownBy(() -> loader.load(1, done -> {}))
          .hasMessage(
              "Writing to DynamoDB has failed: DynamoDB left 1 items of table t unprocessed after"
                  + " 10 attempts; slow down or raise its limits.");
    }
  }
}
