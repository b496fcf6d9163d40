package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.Conversions.ValueConversion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** How bytes stand in text. Each text has one sequence of bytes and the other way round. */
enum ByteEncoding {
  BASE64 {
    @Override
    byte[] decode(String text) {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (!encode(bytes).equals(text)) {
        // Unused bits or missing padding: another text means the same bytes.
        throw new IllegalArgumentException();
      }
      return bytes;
    }

    @Override
    String encode(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  },
  HEX {
    @Override
    byte[] decode(String text) {
      return HexFormat.of().parseHex(text);
    }

    @Override
    String encode(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  },
  UTF8 {
    @Override
    byte[] decode(String text) {
      return Texts.wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String encode(byte[] bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException malformed) {
        throw new Unconvertible("bytes that are not UTF-8", "choose base64 or hex for the column");
      }
    }
  };

  abstract byte[] decode(String text);

  abstract String encode(byte[] bytes);

  Map<DataType, ValueConversion> conversions() {
    return Map.of(
        DataTypes.BLOB,
        this::toBlob,
        DataTypes.TEXT,
        value -> Texts.toText(encoded(value)),
        DataTypes.ASCII,
        value -> Texts.toAscii(encoded(value)));
  }

  private Object toBlob(Object value) {
    if (!(value instanceof String text)) {
      return Blobs.toBlob(value);
    }
    try {
      return ByteBuffer.wrap(decode(text));
    } catch (IllegalArgumentException malformed) {
      throw new Unconvertible(
          "a string that is not in the column's encoding",
          "correct the data, or choose another encoding in " + ColumnConversions.OPTION);
    }
  }

  private Object encoded(Object value) {
    return Blobs.isBytes(value) ? encode(Blobs.bytes(value)) : value;
  }
}
