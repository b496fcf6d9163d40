package dev.messina.sink.mutation;

import dev.messina.plugin.Options;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a null value means that brings no write timestamp of its own. */
public enum NullValueBehavior {
  DELETE,
  IGNORE;

  public static final String OPTION = "behavior.on.null.values";

  /** Adds the option. */
  static ConfigDef define(ConfigDef definition) {
    return Options.of("Table", definition)
        .option(OPTION, Type.STRING, DELETE.word())
        .valid(ValidString.in(DELETE.word(), IGNORE.word()))
        .shown(7, Width.SHORT, "Tombstones")
        .doc(
            "What a record without a value means if it has no write timestamp in a header either"
                + " (`messina.write.ts.us`, or the one that write.timestamp.source names)."
                + " `delete`: its row is deleted, at the write timestamp that is found for it or at"
                + " that of the delete before it. `ignore`: nothing, it is skipped and counted; for"
                + " topics of Debezium's envelopes, whose deletes are records of their own.")
        .definition();
  }

  static NullValueBehavior of(AbstractConfig config) {
    return valueOf(config.getString(OPTION).toUpperCase(Locale.ROOT));
  }

  /** Whether the record asks for nothing. */
  boolean passesOver(SinkRecord record, WriteTimestamps times) {
    return this == IGNORE
        && record.value() == null
        && record.headers().lastWithName(times.headerName()) == null;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
