package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
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
  record Encoder(ValueConversion conversion, TypeCodec<Object> codec) {

    /** The encodings used here are the same in every version of the protocol from 3 on. */
    private static final ProtocolVersion ENCODING = ProtocolVersion.V4;

    static Encoder of(DataType type, ValueConversion conversion) {
      return new Encoder(conversion, CodecRegistry.DEFAULT.codecFor(type));
    }

    ByteBuffer encode(Object value) {
      return codec.encode(conversion.convert(value), ENCODING);
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
