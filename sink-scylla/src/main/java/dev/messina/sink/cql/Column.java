package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One column of the table.
 *
 * @param position where the column stands among the bound values, from 0
 */
record Column(String name, int position, DataType type, Encoder encoder) {

  /** A value's way to bytes. */
  @FunctionalInterface
  interface Encoder {

    /** The encodings used here are the same in every version of the protocol from 3 on. */
    ProtocolVersion ENCODING = ProtocolVersion.V4;

    ByteBuffer encode(Object value);

    /** The driver's codec; for text the JDK's, which takes a third of its time. */
    static Encoder of(DataType type, ValueConversion conversion) {
      if (type.equals(DataTypes.TEXT)) {
        return value -> Texts.utf8((String) conversion.convert(value));
      }
      TypeCodec<Object> codec = CodecRegistry.DEFAULT.codecFor(type);
      return value -> codec.encode(conversion.convert(value), ENCODING);
    }
  }

  static Column of(String name, int position, DataType type, Set<ConversionChoice> choices) {
    return new Column(name, position, type, Encoder.of(type, Conversions.to(type, choices)));
  }

  /** A column of the primary key, where equal numbers must be equal bytes. */
  static Column ofKey(String name, int position, DataType type, Set<ConversionChoice> choices) {
    ValueConversion conversion = Conversions.to(type, choices);
    return new Column(
        name, position, type, Encoder.of(type, value -> conversion.convert(Numbers.inKey(value))));
  }

  /**
   * The bytes of a value that is not null.
   *
   * @throws Unconvertible if the column cannot hold exactly this value
   */
  ByteBuffer encode(Object value) {
    return encoder.encode(value);
  }

  /** The type as CQL writes it. */
  String typeName() {
    return type.asCql(true, true);
  }
}
