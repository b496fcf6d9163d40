package dev.messina.transforms.item;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes attributes that were wanted as trees as JSON text. */
public final class AttributeText {

  private final StringBuilder text = new StringBuilder();
  private final boolean typed;

  private AttributeText(boolean typed) {
    this.typed = typed;
  }

  /** Plain JSON: numbers as their digits, sets as arrays, binary as base64, NULL as null. */
  public static String plain(Attribute attribute) {
    return new AttributeText(false).append(attribute).text.toString();
  }

  /** DynamoDB JSON: every value with its type, nothing lost. */
  public static String typed(Attribute attribute) {
    return new AttributeText(true).append(attribute).text.toString();
  }

  /** An item, or a part of one, as one object of plain JSON. */
  public static String plain(Map<String, Attribute> attributes) {
    return new AttributeText(false).map(attributes).text.toString();
  }

  /** An item, or a part of one, in the notation that DynamoDB's own tools read. */
  public static String typed(Map<String, Attribute> attributes) {
    return new AttributeText(true).map(attributes).text.toString();
  }

  private AttributeText append(Attribute attribute) {
    if (!typed) {
      return value(attribute);
    }
    text.append("{\"").append(attribute.type()).append("\":");
    value(attribute).text.append('}');
    return this;
  }

  private AttributeText value(Attribute attribute) {
    return switch (attribute.type()) {
      case S -> quoted((String) attribute.value());
      case N -> number(attribute.value());
      case B -> bytes(attribute.value());
      case BOOL -> raw(attribute.value().toString());
      case NULL -> raw(typed ? "true" : "null");
      case SS -> array((List<?>) attribute.value(), string -> quoted((String) string));
      case NS -> array((List<?>) attribute.value(), this::number);
      case BS -> array((List<?>) attribute.value(), this::bytes);
      case L -> array(attribute.elements(), this::append);
      case M -> map(attribute.entries());
    };
  }

  private AttributeText raw(String json) {
    text.append(json);
    return this;
  }

  private AttributeText quoted(String string) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(string, text);
    text.append('"');
    return this;
  }

  private AttributeText number(Object number) {
    return typed ? quoted((String) number) : raw((String) number);
  }

  private AttributeText bytes(Object bytes) {
    return quoted(Base64.getEncoder().encodeToString((byte[]) bytes));
  }

  private <T> AttributeText array(List<T> elements, Consumer<T> writer) {
    text.append('[');
    String separator = "";
    for (T element : elements) {
      text.append(separator);
      writer.accept(element);
      separator = ",";
    }
    return raw("]");
  }

  private AttributeText map(Map<String, Attribute> entries) {
    text.append('{');
    String separator = "";
    for (Map.Entry<String, Attribute> entry : entries.entrySet()) {
      text.append(separator);
      quoted(entry.getKey()).text.append(':');
      append(entry.getValue());
      separator = ",";
    }
    return raw("}");
  }
}
