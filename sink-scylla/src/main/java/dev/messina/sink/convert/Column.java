package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import dev.messina.sink.convert.Conversions.ValueConversion;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One column of the table.
 *
 * @param position where the column stands among the bound values, from 0
 */
public record Column(String name, int position, DataType type, Encoder encoder) {

  /** A value's way to bytes. */
  @FunctionalInterface
  interface Encoder {

    /** The encodings used here are the same in every version of the protocol from 3 on. */
    ProtocolVersion ENCODING = ProtocolVersion.V4;

    /** Null where the value counts as one. */
    ByteBuffer encode(Object value);

    /** The driver's codec; for text the JDK's, which takes a third of its time. */
    static Encoder of(DataType type, ValueConversion conversion) {
      if (type.equals(DataTypes.TEXT)) {
        return value -> {
          Object text = conversion.convert(value);
          return text == null ? null : Texts.utf8((String) text);
        };
      }
      TypeCodec<Object> codec = CodecRegistry.DEFAULT.codecFor(type);
      return value -> codec.encode(conversion.convert(value), ENCODING);
    }

    /** The same; where nothing was chosen, a string is the text that it is. */
    static Encoder of(DataType type, Terms terms) {
      Encoder encoder = of(type, Conversions.to(type, terms));
      return type.equals(DataTypes.TEXT) && terms.choices().isEmpty()
          ? value -> value instanceof String text ? Texts.utf8(text) : encoder.encode(value)
          : encoder;
    }
  }

  public static Column of(String name, int position, DataType type, Set<ConversionChoice> choices) {
    return of(name, position, type, Terms.of(choices));
  }

  /** A column of the primary key, where each value has one form and one sequence of bytes. */
  public static Column ofKey(
      String name, int position, DataType type, Set<ConversionChoice> choices) {
    return of(name, position, type, Terms.ofKey(choices));
  }

  public static Column of(String name, int position, DataType type, Terms terms) {
    return new Column(name, position, type, Encoder.of(type, terms));
  }

  /**
   * The bytes of a value that is not null; null where an empty one counts as null.
   *
   * @throws Unconvertible if the column cannot hold exactly this value
   */
  public ByteBuffer encode(Object value) {
    return encoder.encode(value);
  }

  /** The type as CQL writes it. */
  public String typeName() {
    return type.asCql(true, true);
  }
}
