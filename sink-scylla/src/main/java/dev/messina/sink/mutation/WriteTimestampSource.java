package dev.messina.sink.mutation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where a record's write timestamp stands. None of them is a clock of the sink's. */
public sealed interface WriteTimestampSource {

  String HEADER = "header";
  String RECORD_TIMESTAMP = "record.timestamp";
  String OFFSET = "offset";
  String FIELD_PREFIX = "field:";
  String HEADER_PREFIX = "header:";

  /** The header that the source sets; without it, the envelope's own field. */
  record InHeader() implements WriteTimestampSource {}

  /**
   * A field of the record's value, or else of its key.
   *
   * @param path names from the outermost field in
   */
  record InField(List<String> path, TimeUnit unit) implements WriteTimestampSource {
    public InField {
      path = List.copyOf(path);
    }

    /** The path as the option has it. */
    String name() {
      return String.join(".", path);
    }
  }

  /** A header of the user's own. */
  record InNamedHeader(String name, TimeUnit unit) implements WriteTimestampSource {}

  /** Kafka's timestamp of the record, which two changes of one row may share. */
  record OfRecord() implements WriteTimestampSource {}

  /** The place in its partition, which outlives neither the topic nor its partitioning. */
  record OfOffset() implements WriteTimestampSource {}

  /** What the option says; the unit is only looked at where one is asked for. */
  static WriteTimestampSource of(String option, TimeUnit unit) {
    return switch (option) {
      case HEADER -> new InHeader();
      case RECORD_TIMESTAMP -> new OfRecord();
      case OFFSET -> new OfOffset();
      default ->
          option.startsWith(HEADER_PREFIX)
              ? new InNamedHeader(option.substring(HEADER_PREFIX.length()), unit)
              : new InField(path(option), unit);
    };
  }

  /** Whether an option can be read as one. */
  static boolean isValid(String option) {
    return Set.of(HEADER, RECORD_TIMESTAMP, OFFSET).contains(option)
        || (option.startsWith(HEADER_PREFIX) && !option.substring(HEADER_PREFIX.length()).isBlank())
        || (option.startsWith(FIELD_PREFIX) && isPath(option));
  }

  /** Whether an option names a number whose unit it does not say. */
  static boolean needsUnit(String option) {
    return option.startsWith(FIELD_PREFIX) || option.startsWith(HEADER_PREFIX);
  }

  private static boolean isPath(String option) {
    try {
      return path(option).stream().noneMatch(String::isBlank);
    } catch (IllegalArgumentException unclosed) {
      return false;
    }
  }

  private static List<String> path(String option) {
    return FieldPath.parse(option.substring(FIELD_PREFIX.length()));
  }
}
