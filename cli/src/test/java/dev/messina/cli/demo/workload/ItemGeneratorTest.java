package dev.messina.cli.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemGeneratorTest {

  private final Catalogue catalogue = Catalogues.ofEveryType();
  private final ItemGenerator generator = new ItemGenerator(7, catalogue);

  @Test
  void givesTheSameItemsForTheSameSeed() {
    assertThat(items(new ItemGenerator(7, Catalogues.ofEveryType()))).isEqualTo(items(generator));
  }

  @Test
  void givesOtherItemsForAnotherSeedOrRevision() {
    assertThat(items(new ItemGenerator(8, catalogue))).isNotEqualTo(items(generator));
    assertThat(generator.item(3, 1)).isNotEqualTo(generator.item(3, 0));
  }

  @Test
  void givesEveryNumberAKeyOfItsOwn() {
    Set<Object> keys = new HashSet<>();
    for (long number = 0; number < 5_000; number++) {
      Map<String, AttributeValue> key = generator.key(number);
      keys.add(List.of(key.get("pk").s(), new BigDecimal(key.get("sk").n()).stripTrailingZeros()));
    }
    assertThat(keys).hasSize(5_000);
  }

  @Test
  void usesAllTenTypesAndOnlyAttributesOfTheCatalogue() {
    Set<AttributeValue.Type> types = EnumSet.noneOf(AttributeValue.Type.class);
    Set<String> names = new HashSet<>();
    items(generator)
        .forEach(
            item -> {
              names.addAll(item.keySet());
              item.values().forEach(value -> types.add(value.type()));
            });
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(AttributeValue.Type.UNKNOWN_TO_SDK_VERSION)));
    assertThat(names).hasSize(catalogue.size() + 2).contains("pk", "sk", "text 19", "prices");
  }

  @Test
  void hasItemsWithNothingButTheirKeyAndItemsWithEveryAttribute() {
    List<Integer> sizes = items(generator).stream().map(Map::size).toList();
    assertThat(sizes).contains(2, catalogue.size() + 2);
  }

  @Test
  void keepsNumbersWithinDynamoDbsLimits() {
    items(generator).stream()
        .flatMap(item -> item.values().stream())
        .flatMap(
            value ->
                value.type() == AttributeValue.Type.N ? Stream.of(value.n()) : value.ns().stream())
        .map(digits -> new BigDecimal(digits).stripTrailingZeros())
        .forEach(
            number -> {
              assertThat(number.precision()).isLessThanOrEqualTo(38);
              assertThat(number.precision() - number.scale()).isBetween(-129, 126);
            });
  }

  @Test
  void keepsTheMembersOfASetApart() {
    items(generator).stream()
        .flatMap(item -> item.values().stream())
        .forEach(
            value -> {
              assertThat(value.ss()).doesNotHaveDuplicates();
              assertThat(value.bs()).doesNotHaveDuplicates();
              assertThat(value.ns().stream().map(n -> new BigDecimal(n).stripTrailingZeros()))
                  .doesNotHaveDuplicates();
            });
  }

  private static List<Map<String, AttributeValue>> items(ItemGenerator generator) {
    return LongStream.range(0, 2_000).mapToObj(number -> generator.item(number, 0)).toList();
  }
}
