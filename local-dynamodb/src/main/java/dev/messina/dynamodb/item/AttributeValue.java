package dev.messina.dynamodb.item;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value of an attribute. Two are equal if DynamoDB takes them for equal. */
public sealed interface AttributeValue {

  /** As requests spell its type: {@code S}, {@code N}, ... */
  String type();

  record StringValue(String value) implements AttributeValue {
    @Override
    public String type() {
      return "S";
    }
  }

  record NumberValue(DynamoNumber value) implements AttributeValue {
    @Override
    public String type() {
      return "N";
    }
  }

  record BinaryValue(byte[] value) implements AttributeValue {
    @Override
    public String type() {
      return "B";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BinaryValue that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "BinaryValue[" + HexFormat.of().formatHex(value) + "]";
    }
  }

  record BooleanValue(boolean value) implements AttributeValue {
    @Override
    public String type() {
      return "BOOL";
    }
  }

  record NullValue() implements AttributeValue {
    @Override
    public String type() {
      return "NULL";
    }
  }

  record ListValue(List<AttributeValue> values) implements AttributeValue {
    @Override
    public String type() {
      return "L";
    }
  }

  /** Its entries keep the order of the request. */
  record MapValue(Map<String, AttributeValue> entries) implements AttributeValue {
    @Override
    public String type() {
      return "M";
    }
  }

  /**
   * A set of strings, of numbers or of binary values.
   *
   * @param elementType {@code S}, {@code N} or {@code B}
   */
  record SetValue(String elementType, Set<AttributeValue> values) implements AttributeValue {
    @Override
    public String type() {
      return elementType + "S";
    }

    /** With the other's elements as well. */
    public SetValue plus(SetValue other) {
      Set<AttributeValue> union = new LinkedHashSet<>(values);
      union.addAll(other.values);
      return new SetValue(elementType, union);
    }

    /** Without the other's elements. */
    public SetValue minus(SetValue other) {
      Set<AttributeValue> rest = new LinkedHashSet<>(values);
      rest.removeAll(other.values);
      return new SetValue(elementType, rest);
    }
  }

  static AttributeValue string(String value) {
    return new StringValue(value);
  }

  static AttributeValue number(String value) {
    return new NumberValue(DynamoNumber.parse(value));
  }

  static MapValue map(Map<String, AttributeValue> entries) {
    return new MapValue(new LinkedHashMap<>(entries));
  }
}
