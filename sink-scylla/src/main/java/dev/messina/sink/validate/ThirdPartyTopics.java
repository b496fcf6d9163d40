package dev.messina.sink.validate;

import dev.messina.plugin.OptionError;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.topic.TopicList.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of Connect's and Debezium's own that change what records of other producers say before
 * this connector sees them, so that nothing can be told from the records any more.
 */
final class ThirdPartyTopics {

  private static final String JSON_CONVERTER = "JsonConverter";
  private static final String DEFAULTS = "replace.null.with.default";
  private static final Set<String> FLATTENING =
      Set.of(
          "io.debezium.transforms.ExtractNewRecordState",
          "io.debezium.connector.mongodb.transforms.ExtractNewDocumentState");
  private static final Set<String> DROPPING_FIELDS =
      Set.of("org.apache.kafka.connect.transforms.ReplaceField$Value", "ReplaceField$Value");
  private static final String DELETED = "__deleted";

  private final Map<String, String> options;
  private final TransformChain chain;

  ThirdPartyTopics(Map<String, String> options, TransformChain chain) {
    this.options = options;
    this.chain = chain;
  }

  /** What is certain to make rows of deletes. */
  List<OptionError> problems() {
    List<OptionError> problems = new ArrayList<>();
    for (String alias : chain.aliases()) {
      if (DROPPING_FIELDS.contains(chain.type(alias))) {
        for (String option : List.of("exclude", "blacklist")) {
          if (TopicNames.list(chain.options(alias).get(option)).contains(DELETED)) {
            problems.add(
                new OptionError(
                    TransformChain.PREFIX + alias + "." + option,
                    "Without its field '__deleted' a delete is a row; leave the field in: this"
                        + " connector reads it and makes no column of it."));
          }
        }
      }
    }
    return problems;
  }

  /** What may be wrong, for the log. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (chain.mappings().isEmpty()) {
      converterDefaults("key.converter", warnings);
      converterDefaults("value.converter", warnings);
    }
    for (String alias : chain.aliases()) {
      if (FLATTENING.contains(chain.type(alias))) {
        flattening(TransformChain.PREFIX + alias + ".", chain.options(alias), warnings);
      }
    }
    timeOfDatabase(warnings);
    return warnings;
  }

  private void converterDefaults(String converter, List<String> warnings) {
    String type = options.getOrDefault(converter, "");
    if (type.substring(type.lastIndexOf('.') + 1).equals(JSON_CONVERTER)
        && isTrue(options.get(converter + ".schemas.enable"))
        && isTrue(options.get(converter + "." + DEFAULTS))) {
      warnings.add(
          converter
              + " reads a null as the default of its field's schema, where that has one; set "
              + converter
              + "."
              + DEFAULTS
              + "=false, here and where the topic is written.");
    }
  }

  private static void flattening(
      String prefix, Map<String, String> transform, List<String> warnings) {
    String mode = transform.get("delete.tombstone.handling.mode");
    String olderMode = transform.get("delete.handling.mode");
    if ("drop".equals(mode)
        || ("drop".equals(olderMode) && isTrue(transform.get("drop.tombstones")))) {
      warnings.add(
          prefix
              + "delete."
              + (mode == null ? "" : "tombstone.")
              + "handling.mode=drop drops deletes, whose rows then stay indefinitely; set it to "
              + (mode == null ? "none or rewrite." : "delete-to-tombstone or rewrite."));
    }
    if (isTrue(transform.get(DEFAULTS))) {
      warnings.add(
          prefix.substring(0, prefix.length() - 1)
              + " puts the default of a field's schema in place of a null; set "
              + prefix
              + DEFAULTS
              + "=false.");
    }
  }

  private void timeOfDatabase(List<String> warnings) {
    String source = options.getOrDefault(MutationSettings.WRITE_TIMESTAMP_SOURCE, "");
    String name = source.substring(source.indexOf(':') + 1);
    if (source.contains(":") && (name.startsWith("source.ts_") || name.contains("source_ts_"))) {
      warnings.add(
          MutationSettings.WRITE_TIMESTAMP_SOURCE
              + "="
              + source
              + " is the time of a change in its database, which all changes of one transaction"
              + " may share, and of a snapshot's row the time of its reading, which may be later"
              + " than changes that it does not have; rows can then stay as they were or be"
              + " missing. Set "
              + MutationSettings.WRITE_TIMESTAMP_SOURCE
              + "=offset, which orders changes as the topic does.");
    }
  }

  /** Options of this kind are true unless they say otherwise. */
  private static boolean isTrue(String option) {
    return option == null || !option.trim().equalsIgnoreCase("false");
  }
}
