package dev.messina.transforms;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Path;
import dev.messina.transforms.mapping.Template;
import java.util.HashMap;
import java.util.Map;

/**
 * What columns hold for one item.
 *
 * @param parts what templates have captured
 */
record SourceValues(RowPlan plan, ItemAttributes item, Map<String, String> parts) {

  /** The value of a column; null if the item has nothing for it. */
  Attribute of(ColumnSource source) {
    if (source instanceof ColumnSource.FromPath from) {
      return at(from.path());
    }
    if (source instanceof ColumnSource.Captured captured) {
      return text(parts.get(captured.name()));
    }
    if (source instanceof ColumnSource.Constant constant) {
      return constant.value() instanceof Boolean
          ? new Attribute(AttributeType.BOOL, constant.value())
          : text((String) constant.value());
    }
    return text(joined(((ColumnSource.Join) source).template()));
  }

  private static Attribute text(String text) {
    return text == null ? null : Attribute.text(text);
  }

  Attribute at(Path path) {
    return path.in(item.whole(path.attribute()));
  }

  /** Takes an attribute apart; the captured parts join the others. */
  void split(Mapping.Split split) {
    Attribute whole = at(split.path());
    if (whole == null) {
      return;
    }
    if (!whole.hasText()) {
      throw new ItemException(
          "attribute '"
              + split.path()
              + "' is of type "
              + whole.type()
              + " where the template '"
              + split.template()
              + "' expects S or N");
    }
    if (!split.template().split(whole.text(), parts)) {
      throw new ItemException(
          "attribute '" + split.path() + "' has not the form '" + split.template() + "'");
    }
  }

  /** Null if the item lacks a part. */
  private String joined(Template template) {
    Map<String, String> found = new HashMap<>();
    for (String part : template.names()) {
      String text = part(part, template);
      if (text == null) {
        return null;
      }
      found.put(part, text);
    }
    String joined = template.join(found::get);
    Map<String, String> again = new HashMap<>();
    if (!template.split(joined, again) || !again.equals(found)) {
      throw new ItemException(
          "a part of '"
              + template
              + "' is empty or holds the text that separates it from the next, so that the parts"
              + " could not be told apart");
    }
    return joined;
  }

  private String part(String part, Template template) {
    Path path = plan.joined().get(part);
    if (path == null) {
      return parts.get(part);
    }
    Attribute attribute = at(path);
    if (attribute != null && !attribute.hasText()) {
      throw new ItemException(
          "attribute '"
              + path
              + "' is of type "
              + attribute.type()
              + " where '"
              + template
              + "' expects S or N");
    }
    return attribute == null ? null : attribute.text();
  }
}
