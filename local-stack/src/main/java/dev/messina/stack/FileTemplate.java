package dev.messina.stack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A configuration file beside this class with {@code ${name}} where a value goes. */
final class FileTemplate {
  private final String name;
  private final String text;

  private FileTemplate(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static FileTemplate named(String name) throws IOException {
    try (InputStream in = FileTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "No template " + name + " in " + FileTemplate.class.getPackage());
      }
      return new FileTemplate(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Every name in the template needs a value. */
  String filledWith(Map<String, ?> values) {
    String filled = text;
    for (Map.Entry<String, ?> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    int hole = filled.indexOf("${");
    if (hole >= 0) {
      String missing = filled.substring(hole, filled.indexOf('}', hole) + 1);
      throw new IllegalArgumentException("Template " + name + " has no value for " + missing);
    }
    return filled;
  }
}
