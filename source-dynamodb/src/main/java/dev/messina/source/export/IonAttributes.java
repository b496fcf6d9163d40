package dev.messina.source.export;

import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.record.json.ItemParser.ItemException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the attributes of an item from Amazon Ion. Numbers get the plain text that they have in
 * DynamoDB JSON: {@code 6d2} is 600, and {@code 12.50} stays so.
 */
final class IonAttributes {

  /** DynamoDB's numbers have up to 38 digits and reach from 1E-130 to just below 1E+126. */
  private static final int EXPONENT_MAX = 130;

  private static final int DIGITS_MAX = 38;
  private static final int SCALE_MAX = EXPONENT_MAX + DIGITS_MAX;

  private final IonReader ion;

  /** The attribute's own name, then a star or an index for each level inside it. */
  private final Deque<String> path = new ArrayDeque<>();

  IonAttributes(IonReader ion) {
    this.ion = ion;
  }

  /** The entries of the struct where the reader stands, and stands afterwards. */
  Map<String, Attribute> struct() {
    if (ion.getType() != IonType.STRUCT || ion.isNullValue()) {
      throw malformed("is not an Ion struct");
    }
    Map<String, Attribute> entries = new HashMap<>();
    ion.stepIn();
    while (ion.next() != null) {
      String name = ion.getFieldName();
      path.addLast(path.isEmpty() ? name : ".*");
      if (entries.put(name, value()) != null) {
        throw malformed("stands there twice");
      }
      path.removeLast();
    }
    ion.stepOut();
    return entries;
  }

  private Attribute value() {
    IonType type = ion.getType();
    String[] annotations = ion.getTypeAnnotations();
    if (annotations.length > 0) {
      return set(annotations);
    }
    if (type == IonType.NULL) {
      return new Attribute(AttributeType.NULL, null);
    }
    if (ion.isNullValue()) {
      throw malformed("is a null of a type");
    }
    return switch (type) {
      case STRING -> new Attribute(AttributeType.S, ion.stringValue());
      case DECIMAL, INT -> new Attribute(AttributeType.N, number());
      case BLOB -> new Attribute(AttributeType.B, ion.newBytes());
      case BOOL -> new Attribute(AttributeType.BOOL, ion.booleanValue());
      case LIST -> {
        checkLevel();
        yield new Attribute(AttributeType.L, elements(this::value));
      }
      case STRUCT -> {
        checkLevel();
        yield new Attribute(AttributeType.M, struct());
      }
      default -> throw malformed("is of the Ion type " + type + ", which no attribute has");
    };
  }

  private Attribute set(String[] annotations) {
    if (annotations.length > 1 || ion.getType() != IonType.LIST || ion.isNullValue()) {
      throw malformed("has an annotation and is no set");
    }
    return switch (annotations[0]) {
      case "$dynamodb_SS" ->
          new Attribute(AttributeType.SS, elements(() -> element(IonType.STRING).stringValue()));
      case "$dynamodb_NS" -> new Attribute(AttributeType.NS, elements(this::numberInSet));
      case "$dynamodb_BS" ->
          new Attribute(AttributeType.BS, elements(() -> element(IonType.BLOB).newBytes()));
      default ->
          throw malformed("has an annotation that is not known; a newer Messina may know it");
    };
  }

  private IonReader element(IonType expected) {
    if (ion.getType() != expected || ion.isNullValue() || ion.getTypeAnnotations().length > 0) {
      throw malformed("does not belong into that set");
    }
    return ion;
  }

  private String numberInSet() {
    element(ion.getType() == IonType.INT ? IonType.INT : IonType.DECIMAL);
    return number();
  }

  private <T> List<T> elements(Element<T> element) {
    List<T> elements = new ArrayList<>();
    ion.stepIn();
    while (ion.next() != null) {
      path.addLast("[" + elements.size() + "]");
      elements.add(element.read());
      path.removeLast();
    }
    ion.stepOut();
    return elements;
  }

  /** Without a limit a short text such as 1d999999999 would be a gigabyte of zeros. */
  private String number() {
    BigDecimal number =
        ion.getType() == IonType.INT
            ? new BigDecimal(ion.bigIntegerValue())
            : ion.bigDecimalValue();
    if (number.signum() == 0) {
      return "0";
    }
    if (Math.abs((long) number.precision() - number.scale() - 1) > EXPONENT_MAX
        || number.scale() > SCALE_MAX) {
      throw malformed("is a number beyond DynamoDB's range");
    }
    // Not a Decimal of Ion's, which spells itself.
    return new BigDecimal(number.unscaledValue(), number.scale()).toPlainString();
  }

  private void checkLevel() {
    if (path.size() > DynamoDbJson.NESTING_MAX) {
      throw malformed("is nested deeper than DynamoDB's " + DynamoDbJson.NESTING_MAX + " levels");
    }
  }

  private ItemException malformed(String problem) {
    return new ItemException("attribute '" + String.join("", path) + "' " + problem);
  }

  @FunctionalInterface
  private interface Element<T> {
    T read();
  }
}
