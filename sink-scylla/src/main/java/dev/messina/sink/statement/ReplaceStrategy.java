package dev.messina.sink.statement;

import dev.messina.plugin.Options;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a row comes to lack what its image lacks. All of them end in the same row, in any mixture:
 * the INSERT of one names every column of the table at the image's write timestamp, the tombstone
 * of the other covers every column just below it.
 */
public enum ReplaceStrategy {
  /** Nulls where the image lacks few of the table's columns, a row tombstone where many. */
  AUTO,

  /** Always a row tombstone before the INSERT. */
  TOMBSTONE,

  /** Always one INSERT, with a null for each column that the image lacks. */
  NULLS;

  public static final String OPTION = "replace.strategy";

  /**
   * Each null is a tombstone of its own, which every read of the row meets until it is purged; the
   * row's is a statement of its own, but one tombstone whatever it covers.
   */
  static final int NULLS_MAX = 4;

  /** Adds this option. */
  public static ConfigDef define(ConfigDef definition) {
    return Options.of("Rows", definition)
        .option(OPTION, Type.STRING, AUTO.inConfig())
        .valid(
            ValidString.in(
                Arrays.stream(values()).map(ReplaceStrategy::inConfig).toArray(String[]::new)))
        .low()
        .shown(7, Width.SHORT, "Strategy of replacing")
        .doc(
            "How a row is cleared of what its image lacks. `nulls`: one INSERT with a null for each"
                + " absent column of the table. `tombstone`: a row tombstone just below the INSERT."
                + " `auto`: nulls for up to "
                + NULLS_MAX
                + " absent columns, a tombstone for more. The rows end the same; choose `tombstone`"
                + " if columns are added while the connector runs; with `schema.evolution` `auto`"
                + " is that and `nulls` is refused.")
        .definition();
  }

  public static ReplaceStrategy of(AbstractConfig config) {
    return valueOf(config.getString(OPTION).toUpperCase(Locale.ROOT));
  }

  /**
   * The strategy for tables to which columns are added while rows of older records are under way. A
   * null clears only the columns that there were when it was written; a row tombstone all.
   */
  public ReplaceStrategy whereColumnsAreAdded() {
    return this == AUTO ? TOMBSTONE : this;
  }

  /** Whether a row that lacks that many columns of its table is cleared by a row tombstone. */
  boolean needsRowTombstone(int absentColumns) {
    return switch (this) {
      case AUTO -> absentColumns > NULLS_MAX;
      case TOMBSTONE -> true;
      case NULLS -> false;
    };
  }

  private String inConfig() {
    return name().toLowerCase(Locale.ROOT);
  }
}
