package dev.messina.cli.compare;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a value is, without the value: its type and its length. */
final class Description {

  private Description() {}

  static String ofAttribute(AttributeValue attribute) {
    if (attribute == null) {
      return "no value";
    }
    return switch (attribute.type()) {
      case S -> "S of " + attribute.s().length() + " characters";
      case N -> "N of " + attribute.n().length() + " digits";
      case B -> "B of " + attribute.b().asByteArrayUnsafe().length + " bytes";
      case BOOL -> "BOOL";
      case NUL -> "NULL";
      case SS -> "SS of " + attribute.ss().size() + " members";
      case NS -> "NS of " + attribute.ns().size() + " members";
      case BS -> "BS of " + attribute.bs().size() + " members";
      case L -> "L of " + attribute.l().size() + " elements";
      case M -> "M of " + attribute.m().size() + " entries";
      case UNKNOWN_TO_SDK_VERSION -> "an unknown type";
    };
  }

  static String ofCell(Object cell) {
    if (cell == null) {
      return "null";
    }
    if (cell instanceof String text) {
      return "text of " + text.length() + " characters";
    }
    if (cell instanceof ByteBuffer bytes) {
      return "blob of " + bytes.remaining() + " bytes";
    }
    if (cell instanceof Map<?, ?> map) {
      return "map of " + map.size() + " entries";
    }
    if (cell instanceof Collection<?> collection) {
      return "collection of " + collection.size() + " elements";
    }
    return cell instanceof Number number
        ? cell.getClass().getSimpleName() + " of " + number.toString().length() + " digits"
        : cell.getClass().getSimpleName();
  }
}
