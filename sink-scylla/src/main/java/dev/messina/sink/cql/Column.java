package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import java.nio.ByteBuffer;

/**
 * One column of the table.
 *
 * @param position where the column stands among the bound values, from 0
 */
record Column(
    String name, int position, DataType type, ValueConversion conversion, TypeCodec<Object> codec) {

  /** The encodings used here are the same in every version of the protocol from 3 on. */
  private static final ProtocolVersion ENCODING = ProtocolVersion.V4;

  static Column of(String name, int position, DataType type) {
    return new Column(
        name, position, type, Conversions.to(type), CodecRegistry.DEFAULT.codecFor(type));
  }

  /**
   * The bytes of a value that is not null.
   *
   * @throws Unconvertible if the column cannot hold exactly this value
   */
  ByteBuffer encode(Object value) {
    return codec.encode(conversion.convert(value), ENCODING);
  }

  /** The type as CQL writes it. */
  String typeName() {
    return type.asCql(true, true);
  }
}
