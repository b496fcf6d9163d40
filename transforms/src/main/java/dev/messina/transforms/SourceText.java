package dev.messina.transforms;

import dev.messina.transforms.mapping.ColumnSource;

/** Names where a column comes from, for messages. */
final class SourceText {

  private SourceText() {}

  static String of(ColumnSource source) {
    if (source instanceof ColumnSource.FromPath from) {
      return "attribute '" + from.path() + "'";
    }
    if (source instanceof ColumnSource.Captured captured) {
      return "the part {" + captured.name() + "}";
    }
    return source instanceof ColumnSource.Join join
        ? "the join '" + join.template() + "'"
        : "a constant";
  }
}
