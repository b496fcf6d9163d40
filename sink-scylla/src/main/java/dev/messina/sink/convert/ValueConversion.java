package dev.messina.sink.convert;

/**
 * Turns a Connect value into the Java value that the driver's default codec of one CQL type takes.
 * The result says exactly what the input said, or there is none.
 */
@FunctionalInterface
public interface ValueConversion {

  /**
   * Converts a value, which is never null.
   *
   * @throws Unconvertible if the type cannot hold exactly this value
   */
  Object convert(Object value);
}
