package dev.messina.cli.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.messina.cli.verify.KeyForms;
import dev.messina.verification.row.RowKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What verify has written of a row's key names the same row again. */
class RowKeyTextsTest {

  @Test
  void everyTypeOfAKeyIsReadBackAsItWas() throws UnknownHostException {
    assertReadBack(DataTypes.TEXT, "it's {\"a\"}");
    assertReadBack(DataTypes.TEXT, "");
    assertReadBack(DataTypes.ASCII, "null");
    assertReadBack(DataTypes.BIGINT, -7L);
    assertReadBack(DataTypes.INT, 7);
    assertReadBack(DataTypes.SMALLINT, (short) 7);
    assertReadBack(DataTypes.TINYINT, (byte) -7);
    assertReadBack(DataTypes.VARINT, new BigInteger("9".repeat(40)));
    assertReadBack(DataTypes.DECIMAL, new BigDecimal("1E+3"));
    assertReadBack(DataTypes.DECIMAL, new BigDecimal("-0.50"));
    assertReadBack(DataTypes.DOUBLE, 0.1);
    assertReadBack(DataTypes.BOOLEAN, true);
    assertReadBack(DataTypes.BLOB, ByteBuffer.wrap(new byte[] {0, (byte) 0xff}));
    assertReadBack(DataTypes.UUID, UUID.fromString("c0ffee00-0000-4000-8000-000000000001"));
    assertReadBack(DataTypes.TIMESTAMP, Instant.parse("2026-02-03T10:00:00.123Z"));
    assertReadBack(DataTypes.TIMESTAMP, Instant.parse("2026-02-03T10:00:00Z"));
    assertReadBack(DataTypes.DATE, LocalDate.of(2026, 2, 3));
    assertReadBack(DataTypes.TIME, LocalTime.of(10, 0, 1, 5_000));
    assertReadBack(DataTypes.INET, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutItsValue() {
    RowKeyTexts texts = new RowKeyTexts(Tables.table(Map.of("n", DataTypes.INT)));

    assertThatThrownBy(() -> texts.read(JsonNodeFactory.instance.objectNode().put("n", "secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has a value of key column 'n' that cannot be read back as int");
    assertThatThrownBy(() -> texts.read(JsonNodeFactory.instance.objectNode().put("m", "1")))
        .hasMessage("lacks key column 'n' of its row");
    assertThatThrownBy(() -> texts.read(JsonNodeFactory.instance.objectNode().put("n", "007")))
        .as("another spelling is no key that verify has told")
        .hasMessageContaining("cannot be read back");
  }

  private static void assertReadBack(DataType type, Object value) {
    RowKey key = new RowKey(List.of("k"), List.of(value));
    assertThat(new RowKeyTexts(Tables.table(Map.of("k", type))).read(KeyForms.row(key)))
        .isEqualTo(key);
  }
}
