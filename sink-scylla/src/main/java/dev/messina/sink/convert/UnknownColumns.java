package dev.messina.sink.convert;

import dev.messina.sink.route.TableName;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
}
