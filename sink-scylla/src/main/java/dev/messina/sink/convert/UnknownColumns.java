package dev.messina.sink.convert;

import dev.messina.sink.route.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of fields for which the table has no column. Safe for several threads. */
public final class UnknownColumns {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownColumns.class);

  /** Names come from data, without limit; from here on they are counted only. */
  private static final int LOGGED_NAMES_MAX = 1_000;

  private final UnknownColumnsPolicy policy;
  private final LongAdder count = new LongAdder();
  private final Set<String> loggedNames = ConcurrentHashMap.newKeySet();

  public UnknownColumns(UnknownColumnsPolicy policy) {
    this.policy = policy;
  }

  /** Such a record is dead-lettered. */
  public static UnknownColumns failing() {
    return new UnknownColumns(new UnknownColumnsPolicy(false, false));
  }

  /** Such a field is left out, counted, and logged once for each name. */
  public static UnknownColumns ignored() {
    return new UnknownColumns(new UnknownColumnsPolicy(true, false));
  }

  /** How many values have been left out so far, counting again what was written again. */
  public long ignoredCount() {
    return count.sum();
  }

  /**
   * Skips fields that a user-defined type lacks, or answers false if their record must be
   * dead-lettered.
   *
   * @param declared whether a schema has their names, so that they are no data
   */
  boolean skipFields(String typeName, Collection<String> names, boolean declared) {
    if (!policy.ignored()) {
      return false;
    }
    count.add(names.size());
    if (!declared) {
      if (loggedNames.add(typeName + ".*")) {
        LOG.warn(
            "Type {} lacks fields that values bring, whose names may be data; they are left out"
                + " (unknown.columns=ignore)",
            typeName);
      }
      return true;
    }
    for (String name : names) {
      if (loggedNames.size() < LOGGED_NAMES_MAX && loggedNames.add(typeName + "." + name)) {
        LOG.warn(
            "Type {} has no field '{}'; its values are left out (unknown.columns=ignore)",
            typeName,
            name);
      }
    }
    return true;
  }

  /** As much of a name as messages may say. */
  public String shown(String name) {
    return policy.shown(name);
  }

  /** Skips a field of that name, or answers false if its record must be dead-lettered. */
  public boolean skip(String name, TableName table) {
    if (!policy.ignored()) {
      return false;
    }
    count.increment();
    String shown = policy.shown(name);
    if (loggedNames.size() < LOGGED_NAMES_MAX && loggedNames.add(shown)) {
      LOG.warn(
          "Table {} has no column '{}'; its values are left out (unknown.columns=ignore)",
          table,
          shown);
    }
    return true;
  }

  /**
   * What becomes of fields for which a table has no column.
   *
   * @param ignored whether they are left out, counted and logged, and the record is not
   *     dead-lettered
   * @param namesMayBeData whether names are made of the names in maps, which may be data: of a name
   *     then only its beginning is told
   */
  public record UnknownColumnsPolicy(boolean ignored, boolean namesMayBeData) {

    private static final String FLATTENING = "flatten";

    /**
     * The policy under a connector's options.
     *
     * @param options of which those of the transforms say whether one makes columns of the entries
     *     of a map
     */
    public static UnknownColumnsPolicy of(boolean ignored, Map<String, ?> options) {
      return new UnknownColumnsPolicy(
          ignored,
          options.entrySet().stream()
              .filter(option -> option.getKey().startsWith("transforms."))
              .anyMatch(option -> mentionsFlattening(String.valueOf(option.getValue()))));
    }

    private static boolean mentionsFlattening(String value) {
      return value.contains(FLATTENING) || value.contains(".Flatten$");
    }

    /** As much of a name as may be told. */
    String shown(String name) {
      int end = 0;
      while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
        end++;
      }
      return !namesMayBeData || end == name.length() ? name : name.substring(0, end) + "…";
    }
  }

  /**
   * Fields of a value for which its user-defined type has none. Names in a map may be data, such as
   * e-mail addresses, and so may be those of a struct whose schema has no name, since it may have
   * been made of a map. They are counted, not told.
   */
  static final class UnknownFields {

    private UnknownFields() {}

    /**
     * Passes over what the type lacks, if that is what becomes of unknown columns. A null is
     * nothing to write, and so no loss; in a key it makes another key.
     *
     * @param value what the fields were read from
     * @throws Unconvertible if the record must be dead-lettered
     */
    static void check(
        Object value, Map<?, ?> fields, Set<Object> known, String typeName, Terms terms) {
      List<String> names = new ArrayList<>();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        if ((field.getValue() != null || terms.inKey()) && !known.contains(field.getKey())) {
          names.add(Objects.toString(field.getKey()));
        }
      }
      boolean declared = areDeclared(value);
      if (names.isEmpty() || terms.unknown().skipFields(typeName, names, declared)) {
        return;
      }
      String told =
          declared
              ? names.stream()
                  .sorted()
                  .map(name -> "'" + name + "'")
                  .collect(Collectors.joining(", "))
              : names.size() + ", whose names are not told since they may be data";
      throw Unconvertible.otherType(
          "a map with a name that is no field of the type",
          "type "
              + typeName
              + " lacks "
              + told
              + ": ALTER TYPE to add them, drop them with a transform, set unknown.columns=ignore",
          "text");
    }

    private static boolean areDeclared(Object value) {
      return (value instanceof Struct struct && struct.schema().name() != null)
          || value instanceof LogicalTypes.Declared;
    }
  }
}
