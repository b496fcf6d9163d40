package dev.messina.dynamodb.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.BinaryValue;
import dev.messina.dynamodb.item.AttributeValue.BooleanValue;
import dev.messina.dynamodb.item.AttributeValue.ListValue;
import dev.messina.dynamodb.item.AttributeValue.NullValue;
import dev.messina.dynamodb.item.AttributeValue.SetValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IonLinesTest {

  private static final Instant AT = Instant.parse("2023-05-18T01:54:05.117Z");

  private final IonLines lines =
      new IonLines(new KeySchema(new KeyAttribute("ISBN", KeyType.S), Optional.empty()));

  @Test
  void aLineIsSpeltAsTheDeveloperGuideSpellsIt() {
    Map<String, AttributeValue> book = new LinkedHashMap<>();
    book.put("Authors", set("S", AttributeValue.string("Author1"), AttributeValue.string("A2")));
    book.put("Dimensions", AttributeValue.string("8.5 x 11.0 x 1.5"));
    book.put("ISBN", AttributeValue.string("333-3333333333"));
    book.put("Id", AttributeValue.number("103"));
    book.put("InPublication", new BooleanValue(false));
    book.put("PageCount", AttributeValue.number("600"));
    book.put("Price", AttributeValue.number("2000"));

    assertThat(text(lines.item(Item.of(book))))
        .isEqualTo(
            "$ion_1_0 {Item:{Authors:$dynamodb_SS::[\"Author1\",\"A2\"],"
                + "Dimensions:\"8.5 x 11.0 x 1.5\",ISBN:\"333-3333333333\",Id:103.,"
                + "InPublication:false,PageCount:6d2,Price:2d3}}");
  }

  @Test
  void everyTypeIsReadBackAsItWas() throws IOException {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("ISBN", AttributeValue.string("line\nä \" 'quoted' 😀"));
    item.put("an attribute", AttributeValue.number("-1.5E-130"));
    item.put("null", new NullValue());
    item.put("bytes", new BinaryValue(new byte[] {0, -1, 10}));
    item.put("numbers", set("N", AttributeValue.number("0"), AttributeValue.number("12.50")));
    item.put("binaries", set("B", new BinaryValue(new byte[] {1})));
    item.put(
        "list",
        new ListValue(
            List.of(
                AttributeValue.map(Map.of("$ion_1_0", new BooleanValue(true))), new NullValue())));

    byte[] line = lines.item(Item.of(item));

    assertThat(text(line)).startsWith("$ion_1_0 ").doesNotContain("\n");
    try (IonReader ion = IonReaderBuilder.standard().build(line)) {
      assertThat(ion.next()).isEqualTo(IonType.STRUCT);
      ion.stepIn();
      ion.next();
      assertThat(ion.getFieldName()).isEqualTo("Item");
      ion.stepIn();
      ion.next();
      assertThat(ion.stringValue()).isEqualTo("line\nä \" 'quoted' 😀");
      ion.next();
      assertThat(ion.getFieldName()).isEqualTo("an attribute");
      assertThat(ion.bigDecimalValue()).isEqualTo(new BigDecimal("-1.5E-130"));
      ion.next();
      assertThat(ion.isNullValue()).isTrue();
      ion.next();
      assertThat(ion.newBytes()).containsExactly(0, -1, 10);
      assertThat(ion.next()).isEqualTo(IonType.LIST);
      assertThat(ion.getTypeAnnotations()).containsExactly("$dynamodb_NS");
      ion.stepIn();
      ion.next();
      assertThat(ion.bigDecimalValue()).isZero();
      ion.next();
      assertThat(ion.bigDecimalValue()).isEqualTo(new BigDecimal("12.5"));
      ion.stepOut();
      ion.next();
      assertThat(ion.getTypeAnnotations()).containsExactly("$dynamodb_BS");
      ion.next();
      ion.stepIn();
      assertThat(ion.next()).isEqualTo(IonType.STRUCT);
      assertThat(ion.next()).isEqualTo(IonType.NULL);
      assertThat(ion.next()).isNull();
    }
  }

  @Test
  void aChangeIsARecordWithItsKeysAndItsTime() {
    Item before = item("1");
    Item after = item("2");

    assertThat(text(lines.change(new NetChange(AT, before, after), true)))
        .isEqualTo(
            "$ion_1_0 {Record:{Keys:{ISBN:\"a\"},Metadata:{WriteTimestampMicros:1684374845117000.},"
                + "OldImage:{ISBN:\"a\",n:1.},NewImage:{ISBN:\"a\",n:2.}}}");
    assertThat(text(lines.change(new NetChange(AT, before, after), false)))
        .endsWith("Metadata:{WriteTimestampMicros:1684374845117000.},NewImage:{ISBN:\"a\",n:2.}}}");
    assertThat(text(lines.change(new NetChange(AT, before, null), false)))
        .endsWith("{Keys:{ISBN:\"a\"},Metadata:{WriteTimestampMicros:1684374845117000.}}}");
  }

  private static Item item(String number) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("ISBN", AttributeValue.string("a"));
    item.put("n", AttributeValue.number(number));
    return Item.of(item);
  }

  private static SetValue set(String type, AttributeValue... values) {
    return new SetValue(type, new LinkedHashSet<>(List.of(values)));
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
