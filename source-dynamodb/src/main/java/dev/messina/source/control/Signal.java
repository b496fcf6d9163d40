package dev.messina.source.control;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

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
}
