package dev.messina.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Checked access to the fields of a block, whether it came with a schema or without. */
final class Fields {

  private final Object block;
  private final String path;
  private final Coordinates where;

  private Fields(Object block, String path, Coordinates where) {
    this.block = block;
    this.path = path;
    this.where = where;
  }

  static Fields of(Object block, String path, Coordinates where) {
    if (block instanceof Struct || block instanceof Map) {
      return new Fields(block, path, where);
    }
    String subject = path.isEmpty() ? "its value" : "field '" + path + "'";
    throw where.error(
        block == null && !path.isEmpty()
            ? subject + " is missing; a transform before this one may have removed it"
            : subject
                + " is "
                + typeOf(block)
                + " where a struct or a map belongs; check the converter of the connector");
  }

  Fields block(String name) {
    return of(raw(name), path(name), where);
  }

  String text(String name) {
    return present(name, textOrNull(name));
  }

  String textOrNull(String name) {
    return typed(name, String.class);
  }

  boolean flag(String name) {
    return present(name, typed(name, Boolean.class));
  }

  boolean flagOrFalse(String name) {
    return Boolean.TRUE.equals(typed(name, Boolean.class));
  }

  /** The texts of a list, none if there is no list. */
  List<String> textsOrNone(String name) {
    List<?> list = typed(name, List.class);
    if (list == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object text : list) {
      if (!(text instanceof String)) {
        throw where.error("field '" + path(name) + "' holds " + typeOf(text) + ", not String");
      }
      texts.add((String) text);
    }
    return texts;
  }

  long integer(String name) {
    return whole(name, present(name, typed(name, Number.class)));
  }

  long integerOr(String name, long absent) {
    Number number = typed(name, Number.class);
    return number == null ? absent : whole(name, number);
  }

  /** Converters without schemas may hand an int64 as any integral box, never as a floating one. */
  private long whole(String name, Number number) {
    if (number instanceof Double || number instanceof Float) {
      throw where.error(
          "field '"
              + path(name)
              + "' is a floating-point number; the converter has lost its precision");
    }
    return number.longValue();
  }

  private <T> T typed(String name, Class<T> type) {
    Object value = raw(name);
    if (value != null && !type.isInstance(value)) {
      throw where.error(
          "field '" + path(name) + "' is " + typeOf(value) + ", not " + type.getSimpleName());
    }
    return type.cast(value);
  }

  private <T> T present(String name, T value) {
    if (value == null) {
      throw where.error(
          "field '" + path(name) + "' is missing; a transform before this one may have removed it");
    }
    return value;
  }

  private Object raw(String name) {
    if (block instanceof Struct struct) {
      Field field = struct.schema().field(name);
      return field == null ? null : struct.get(field);
    }
    return ((Map<?, ?>) block).get(name);
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String typeOf(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
