package dev.messina.transforms.mapping;

/** Where a column's value comes from. */
public sealed interface ColumnSource {

  /**
   * What stands at a path of the item.
   *
   * @param form how a list or map travels
   * @param nested whether the document says for this column how, so that it is there for one
   */
  record FromPath(Path path, NestedForm form, boolean nested) implements ColumnSource {

    /** Of whatever stands there. */
    public FromPath(Path path, NestedForm form) {
      this(path, form, false);
    }
  }

  /** What a template has captured under a name. */
  record Captured(String name) implements ColumnSource {}

  /**
   * The same value in every row.
   *
   * @param value a String or a Boolean
   */
  record Constant(Object value) implements ColumnSource {}

  /** Parts put together; each is what a template has captured, or else stands at a path. */
  record Join(Template template) implements ColumnSource {}
}
