package dev.messina.source.control;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator asks for through the control topic. */
public sealed interface Signal {

  /** Given by the operator; where it is missing, {@code TOPIC-PARTITION@OFFSET}. */
  String id();

  /** The tables meant: those of the connector, whether this task reads them or not. Never empty. */
  Set<String> tables();

  SignalPosition at();

  /** The name that operators know this kind of signal by. */
  SignalType type();

  /**
   * Read tables again while their streams go on.
   *
   * @param keys keys of the one table's items to read again, as DynamoDB JSON with the attributes
   *     in the order of their names; when empty, the whole tables are read. They are data: they
   *     belong in no log.
   */
  record ExecuteSnapshot(String id, Set<String> tables, List<String> keys, SignalPosition at)
      implements Signal {

    public ExecuteSnapshot {
      tables = Set.copyOf(tables);
      keys = List.copyOf(keys);
    }

    @Override
    public SignalType type() {
      return SignalType.EXECUTE_SNAPSHOT;
    }

    /** Without the keys. */
    @Override
    public String toString() {
      return "execute-snapshot " + id + " of " + tables + ", " + keys.size() + " keys";
    }
  }

  /**
   * Change the speed of the scan.
   *
   * @param maxRcu RCU a second for each of the tables, over all tasks; when empty, as configured
   */
  record ThrottleSnapshot(String id, Set<String> tables, OptionalDouble maxRcu, SignalPosition at)
      implements Signal {

    public ThrottleSnapshot {
      tables = Set.copyOf(tables);
    }

    @Override
    public SignalType type() {
      return SignalType.THROTTLE_SNAPSHOT;
    }
  }

  /**
   * A signal that says nothing but its type: to give up the snapshots of these tables that are
   * under way, to scan no further until told to go on, or to read the streams no further, whose
   * records DynamoDB keeps for 24 hours.
   *
   * @throws IllegalArgumentException if it is of a type that says more
   */
  record Plain(SignalType type, String id, Set<String> tables, SignalPosition at)
      implements Signal {

    public Plain {
      if (type == SignalType.EXECUTE_SNAPSHOT || type == SignalType.THROTTLE_SNAPSHOT) {
        throw new IllegalArgumentException("A signal of type " + type.text() + " says more");
      }
      tables = Set.copyOf(tables);
    }
  }

  /**
   * A record of the control topic that looks like a signal and is none that can be followed.
   *
   * @param id its coordinates, since what it says of itself is not to be trusted
   * @param position {@code PARTITION@OFFSET}
   * @param timestampMillis when it was written, in milliseconds since 1970
   * @param reason why, without a value of it
   */
  record RefusedSignal(String id, String position, long timestampMillis, String reason) {}

  /**
   * Where a signal stands in the control topic. The order is that of the times at which signals
   * were written, so that all tasks agree on which of two signals is the later one, whatever
   * partitions they were written to and in whatever order they were read.
   *
   * @param timestampMillis the record's timestamp, or that of an earlier signal of the same
   *     partition where that is later, in milliseconds since 1970
   */
  record SignalPosition(int partition, long offset, long timestampMillis)
      implements Comparable<SignalPosition> {

    private static final Comparator<SignalPosition> ORDER =
        Comparator.comparingLong(SignalPosition::timestampMillis)
            .thenComparingInt(SignalPosition::partition)
            .thenComparingLong(SignalPosition::offset);

    @Override
    public int compareTo(SignalPosition other) {
      return ORDER.compare(this, other);
    }
  }

  /** The kinds of signals. Those that Debezium has too bear its names. */
  enum SignalType {
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
}
