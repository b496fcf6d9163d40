package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import java.nio.ByteBuffer;

/** Reads a column's bytes as the driver does. */
public final class DriverCodec {

  private DriverCodec() {}

  public static Object decode(Column column, ByteBuffer bytes) {
    return CodecRegistry.DEFAULT.codecFor(column.type()).decode(bytes, ProtocolVersion.V4);
  }
}
