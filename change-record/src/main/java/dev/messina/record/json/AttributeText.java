package dev.messina.record.json;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes attributes that are trees as JSON text. */
public final class AttributeText {

  private final JsonText text = new JsonText();
  private final boolean typed;

  private AttributeText(boolean typed) {
    this.typed = typed;
  }

  /** Plain JSON: numbers as their digits, sets as arrays, binary as base64, NULL as null. */
  public static String plain(Attribute attribute) {
    AttributeText json = new AttributeText(false);
    json.append(attribute);
    return json.text.take();
  }

  /** DynamoDB JSON: every value with its type, nothing lost. */
  public static String typed(Attribute attribute) {
    AttributeText json = new AttributeText(true);
    json.append(attribute);
    return json.text.take();
  }

  /** An item, or a part of one, as one object of plain JSON. */
  public static String plain(Map<String, Attribute> attributes) {
    AttributeText json = new AttributeText(false);
    json.map(attributes);
    return json.text.take();
  }

  /** An item, or a part of one, in the notation that DynamoDB's own tools read. */
  public static String typed(Map<String, Attribute> attributes) {
    AttributeText json = new AttributeText(true);
    json.map(attributes);
    return json.text.take();
  }

  private void append(Attribute attribute) {
    if (typed) {
      text.raw(attribute.type().opening());
      value(attribute);
      text.append('}');
    } else {
      value(attribute);
    }
  }

  private void value(Attribute attribute) {
    switch (attribute.type()) {
      case S -> text.string((String) attribute.value());
      case N -> number(attribute.value());
      case B -> bytes(attribute.value());
      case BOOL -> text.raw(attribute.value().toString());
      case NULL -> text.raw(typed ? "true" : "null");
      case SS -> array((List<?>) attribute.value(), string -> text.string((String) string));
      case NS -> array((List<?>) attribute.value(), this::number);
      case BS -> array((List<?>) attribute.value(), this::bytes);
      case L -> array(attribute.elements(), this::append);
      case M -> map(attribute.entries());
    }
  }

  private void number(Object number) {
    if (typed) {
      text.string((String) number);
    } else {
      text.raw((String) number);
    }
  }

  private void bytes(Object bytes) {
    text.string(Base64.getEncoder().encodeToString((byte[]) bytes));
  }

  private <T> void array(List<T> elements, Consumer<T> writer) {
    text.append('[');
    for (T element : elements) {
      text.element();
      writer.accept(element);
    }
    text.append(']');
  }

  private void map(Map<String, Attribute> entries) {
    int opened = text.openObject();
    entries.forEach(
        (name, value) -> {
          text.member(name);
          append(value);
        });
    text.closeObject(opened);
  }
}
