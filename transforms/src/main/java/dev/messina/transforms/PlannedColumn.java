package dev.messina.transforms;

import dev.messina.transforms.mapping.ColumnSource;

/**
 * A column that a rule defines.
 *
 * @param label where its value comes from, for messages: a bare path, or what else it is
 */
record PlannedColumn(String name, ColumnSource source, String label) {

  PlannedColumn(String name, ColumnSource source) {
    this(
        name,
        source,
        source instanceof ColumnSource.FromPath from
            ? from.path().toString()
            : SourceText.of(source));
  }
}
