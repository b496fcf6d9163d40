package dev.messina.sink.mutation;

import dev.messina.plugin.OptionError;
import dev.messina.plugin.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How records are read as mutations of rows.
 *
 * @param generation of the mapping, 0 to 49
 * @param followsExpiry whether the header that says when an item expires becomes a lifetime
 * @param lifetimeSeconds of rows without that header, from their write timestamp on; 0 for no end
 * @param tombstones what null values mean that bring no write timestamp
 * @param unavailableValue Debezium's text for a value that the database did not tell
 */
public record MutationSettings(
    WriteMode mode,
    int generation,
    WriteTimestampSource writeTimestamp,
    boolean followsExpiry,
    int lifetimeSeconds,
    NullValueBehavior tombstones,
    String unavailableValue) {

  public static final String MODE = "write.mode";
  public static final String GENERATION = "mapping.generation";
  public static final String WRITE_TIMESTAMP_SOURCE = "write.timestamp.source";
  public static final String WRITE_TIMESTAMP_UNIT = "write.timestamp.unit";
  public static final String EXPIRY_MODE = "expiry.mode";
  public static final String TTL_SECONDS = "ttl.seconds";
  public static final String UNAVAILABLE_VALUE = "unavailable.value.placeholder";

  /** Debezium's own default. */
  public static final String UNAVAILABLE_VALUE_DEFAULT = "__debezium_unavailable_value";

  /** As without any option. */
  public static final MutationSettings DEFAULTS =
      new MutationSettings(
          WriteMode.REPLACE,
          0,
          new WriteTimestampSource.InHeader(),
          true,
          0,
          NullValueBehavior.DELETE,
          UNAVAILABLE_VALUE_DEFAULT);

  private static final String GROUP = "Rows";
  private static final String TTL = "ttl";
  private static final String COLUMN = "column";
  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "s", TimeUnit.SECONDS,
          "ms", TimeUnit.MILLISECONDS,
          "us", TimeUnit.MICROSECONDS,
          "ns", TimeUnit.NANOSECONDS);

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return NullValueBehavior.define(
        defineUnavailable(defineExpiry(defineWriteTimestamp(defineMode(definition)))));
  }

  private static ConfigDef defineMode(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(MODE, Type.STRING, WriteMode.REPLACE.inConfig())
        .valid(
            ValidString.in(
                Arrays.stream(WriteMode.values()).map(WriteMode::inConfig).toArray(String[]::new)))
        .shown(1, Width.SHORT, "Mode")
        .doc(
            "What an absent column means. `replace`: the record is the whole row, so that a column"
                + " it does not have is cleared. `merge`: a column it does not have is left as it"
                + " is; one that is null is cleared.")
        .option(GENERATION, Type.INT, 0)
        .valid(ConfigDef.Range.between(0, WriteTimestamp.GENERATION_MAX))
        .shown(4, Width.SHORT, "Generation of the mapping")
        .doc(
            "Raise it by one together with a changed mapping, then reset the connector's offsets:"
                + " what is written again outranks what the old mapping wrote. It may only rise;"
                + " with a lower one a replay changes nothing where the higher one has written.")
        .definition();
  }

  private static ConfigDef defineWriteTimestamp(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(WRITE_TIMESTAMP_SOURCE, Type.STRING, WriteTimestampSource.HEADER)
        .valid(
            LambdaValidator.with(
                MutationSettings::checkSource,
                () -> "[header, header:<name>, field:<name>, record.timestamp, offset]"))
        .shown(2, Width.MEDIUM, "Source of the write timestamp")
        .doc(
            "Where a record's write timestamp stands. `header`: in `messina.write.ts.us`, or else"
                + " in the envelope's `source.write_ts_us`, in microseconds. `header:<name>`: in"
                + " that header, which deletes need too. `field:<name>`: in that field of the value"
                + " or else of the key, dots leading inwards, a name with a dot in backticks. Both"
                + " need write.timestamp.unit. The others are weaker, see docs/write-timestamps.md."
                + " It is never the worker's clock.")
        .option(WRITE_TIMESTAMP_UNIT, Type.STRING, null)
        .valid(LambdaValidator.with(MutationSettings::checkUnit, () -> "[s, ms, us, ns]"))
        .shown(3, Width.SHORT, "Unit of the write timestamp")
        .doc(
            "The unit in which the field or header of write.timestamp.source counts since 1970: s,"
                + " ms, us or ns. Required with one that is named, and only there.")
        .definition();
  }

  private static ConfigDef defineExpiry(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(EXPIRY_MODE, Type.STRING, TTL)
        .valid(ValidString.in(TTL, COLUMN))
        .shown(5, Width.SHORT, "Expiry")
        .doc(
            "What becomes of the header `messina.expires.at`, in seconds since 1970. `ttl`: the row"
                + " is written with the lifetime that remains. `column`: the header is skipped,"
                + " since the attribute's own column has it.")
        .option(TTL_SECONDS, Type.INT, 0)
        .valid(ConfigDef.Range.between(0, Expiry.LIFETIME_MAX))
        .low()
        .shown(6, Width.SHORT, "Lifetime (s)")
        .doc(
            "How long a row without that header lives, in seconds from its write timestamp on, so"
                + " that a replay does not lengthen it. 0: indefinitely, whatever the table's"
                + " default.")
        .definition();
  }

  private static ConfigDef defineUnavailable(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(UNAVAILABLE_VALUE, Type.STRING, UNAVAILABLE_VALUE_DEFAULT)
        .valid(
            LambdaValidator.with(
                MutationSettings::checkUnavailable, () -> "text, or hex: and hexadecimal digits"))
        .low()
        .shown(7, Width.MEDIUM, "Placeholder of values that were not told")
        .doc(
            "What Debezium writes in place of a value that the database did not tell, as in its"
                + " option of this name. A column that holds it, in any of the forms of its type,"
                + " is left as it is by an update with `write.mode=merge`; else the record is"
                + " dead-lettered. Rows of ItemToRow are not looked at.")
        .definition();
  }

  /**
   * Reads the options.
   *
   * @throws ConfigException if some of them contradict each other
   */
  public static MutationSettings of(AbstractConfig config) {
    for (OptionError conflict : conflicts(config.originalsStrings())) {
      throw new ConfigException("'" + conflict.option() + "': " + conflict.problem());
    }
    return new MutationSettings(
        WriteMode.fromConfig(config.getString(MODE)),
        config.getInt(GENERATION),
        WriteTimestampSource.of(
            config.getString(WRITE_TIMESTAMP_SOURCE), unit(config.getString(WRITE_TIMESTAMP_UNIT))),
        config.getString(EXPIRY_MODE).equals(TTL),
        config.getInt(TTL_SECONDS),
        NullValueBehavior.of(config),
        config.getString(UNAVAILABLE_VALUE));
  }

  /**
   * What is wrong between options that are sound by themselves, by the option whose absence would
   * put it right.
   */
  public static List<OptionError> conflicts(Map<String, String> options) {
    String source = options.getOrDefault(WRITE_TIMESTAMP_SOURCE, WriteTimestampSource.HEADER);
    if (!WriteTimestampSource.isValid(source)) {
      return List.of();
    }
    boolean named = WriteTimestampSource.needsUnit(source);
    boolean unit = options.get(WRITE_TIMESTAMP_UNIT) != null;
    List<OptionError> conflicts = new ArrayList<>();
    if (named && !unit) {
      conflicts.add(
          new OptionError(
              WRITE_TIMESTAMP_SOURCE,
              (source.startsWith(WriteTimestampSource.FIELD_PREFIX) ? "A field" : "A header")
                  + " may count in any unit; set write.timestamp.unit to s, ms, us or ns."));
    }
    if (unit && !named) {
      conflicts.add(
          new OptionError(
              WRITE_TIMESTAMP_UNIT,
              "The unit of write.timestamp.source="
                  + source
                  + " is known; leave this option out."));
    }
    if (source.equals(WriteTimestampSource.OFFSET)
        && !options.getOrDefault(TTL_SECONDS, "0").trim().equals("0")) {
      conflicts.add(
          new OptionError(
              TTL_SECONDS,
              "Lifetimes count from the write timestamp, and one that is made of an offset is no"
                  + " time; leave this option out or take another write.timestamp.source."));
    }
    return conflicts;
  }

  /** Without the option the write timestamp has no name, and its unit is not asked for. */
  private static TimeUnit unit(String option) {
    return option == null ? TimeUnit.MICROSECONDS : UNITS.get(option);
  }

  private static void checkSource(String name, Object value) {
    if (!WriteTimestampSource.isValid(String.valueOf(value))) {
      throw new ConfigException(
          "'"
              + name
              + "' must be header, header:<name>, field:<name>, record.timestamp or offset.");
    }
  }

  private static void checkUnit(String name, Object value) {
    if (value != null && !UNITS.containsKey(value.toString())) {
      throw new ConfigException("'" + name + "' must be s, ms, us or ns.");
    }
  }

  private static void checkUnavailable(String name, Object value) {
    try {
      new UnavailableValues(String.valueOf(value));
    } catch (IllegalArgumentException noOctets) {
      throw new ConfigException(
          "'" + name + "' must be text, or hex: and an even number of hexadecimal digits.");
    }
  }

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
}
