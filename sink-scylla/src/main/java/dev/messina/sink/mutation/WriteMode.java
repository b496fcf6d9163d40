package dev.messina.sink.mutation;

import java.util.Locale;

public enum WriteMode {
  /** The column has no value: the record is the whole row. */
  REPLACE,

  /** Nothing: the column keeps what it has. */
  MERGE;

  String inConfig() {
    return name().toLowerCase(Locale.ROOT);
  }

  static WriteMode fromConfig(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
