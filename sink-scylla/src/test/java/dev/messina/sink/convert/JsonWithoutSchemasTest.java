package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that Connect's JSON converter has made doubles of, before anybody could say what for. */
class JsonWithoutSchemasTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "9007199254740993.0", "1e30", "12345678901234567.89", "3.141592653589793"})
  void aDoubleThatMayHaveLostDigitsIsRefusedWithAHint(String number) {
    for (DataType type : List.of(DataTypes.DECIMAL, DataTypes.VARINT, DataTypes.BIGINT)) {
      assertThatThrownBy(() -> stored(type, number))
          .isInstanceOfSatisfying(
              Unconvertible.class,
              reason -> {
                assertThat(reason.found()).isEqualTo("a floating-point number, which is not exact");
                assertThat(reason.remedy())
                    .startsWith("have the producer send the number as text or decimal");
              });
    }
  }

  @Test
  void aDoubleThatCannotHaveLostAnyIsTaken() {
    assertThat(stored(DataTypes.DECIMAL, "2.50")).isEqualTo(new BigDecimal("2.5"));
    assertThat(stored(DataTypes.BIGINT, "5.0")).isEqualTo(5L);
    assertThat(stored(DataTypes.VARINT, "1e3")).isEqualTo(BigInteger.valueOf(1000));
  }

  @Test
  void integersAndTextAreExact() {
    assertThat(stored(DataTypes.BIGINT, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(stored(DataTypes.DECIMAL, "\"0.1\"")).isEqualTo(new BigDecimal("0.1"));
    assertThat(stored(DataTypes.DOUBLE, "0.1")).isEqualTo(0.1);
    assertThat(stored(DataTypes.VARINT, "\"12345678901234567890\""))
        .isEqualTo(new BigInteger("12345678901234567890"));
  }

  private static Object stored(DataType type, String json) {
    Column column = Column.of("c", 0, type, Set.of());
    return DriverCodec.decode(column, column.encode(read(json)));
  }

  private static Object read(String json) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      return converter.toConnectData("shop.orders", json.getBytes(StandardCharsets.UTF_8)).value();
    }
  }
}
