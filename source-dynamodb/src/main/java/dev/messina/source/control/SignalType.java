package dev.messina.source.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of signals. Those that Debezium has too bear its names. */
public enum SignalType {
  EXECUTE_SNAPSHOT("data-collections", "type", "keys"),
  STOP_SNAPSHOT("data-collections", "type"),
  PAUSE_SNAPSHOT("data-collections", "type"),
  RESUME_SNAPSHOT("data-collections", "type"),
  THROTTLE_SNAPSHOT("data-collections", "type", "max-rcu"),
  PAUSE_STREAM("data-collections"),
  RESUME_STREAM("data-collections");

  private final Set<String> dataFields;

  SignalType(String... dataFields) {
    this.dataFields = Set.of(dataFields);
  }

  /** As it is written in a signal, such as {@code execute-snapshot}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which fields the data of such a signal may have. */
  Set<String> dataFields() {
    return dataFields;
  }

  static Optional<SignalType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** All of them, for a message. */
  static String all() {
    return Arrays.stream(values()).map(SignalType::text).collect(Collectors.joining(", "));
  }
}
