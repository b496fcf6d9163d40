package dev.messina.sink.validate;

import dev.messina.plugin.OptionError;
import dev.messina.sink.topic.TopicList.TopicNames;
import dev.messina.transforms.RowOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Connect's own options say about the records that arrive here through the transforms. */
final class TransformChain {

  private static final Logger LOG = LoggerFactory.getLogger(TransformChain.class);

  /** Of the options of all transforms. */
  static final String PREFIX = "transforms.";

  private static final String OURS = "dev.messina.transforms.";
  private static final String KAFKAS = "org.apache.kafka.connect.transforms.";
  private static final Set<String> MAPPING = Set.of(OURS + "ItemToRow", "ItemToRow");

  /** Of Kafka's, those that change the topic; of foreign ones nobody can say. */
  private static final List<String> RENAMING =
      List.of(KAFKAS + "RegexRouter", KAFKAS + "TimestampRouter");

  /** Of Kafka's, those that leave a row and its headers as they are. */
  private static final List<String> KEEPING_ROWS =
      List.of(
          KAFKAS + "Filter",
          KAFKAS + "SetSchemaMetadata$Key",
          KAFKAS + "SetSchemaMetadata$Value",
          RENAMING.get(0),
          RENAMING.get(1));

  private final Map<String, String> options;
  private final List<String> aliases;

  TransformChain(Map<String, String> options) {
    this.options = options;
    this.aliases = TopicNames.list(options.get("transforms"));
  }

  /**
   * A transform with a mapping whose rows arrive as it makes them.
   *
   * @param option where the document stands
   */
  record Mapping(String option, RowOutline outline) {}

  /** The transforms' names in their order. */
  List<String> aliases() {
    return aliases;
  }

  /** The topics by name; none if they are a pattern or if a transform may rename them. */
  List<String> topics() {
    return aliases.stream().allMatch(this::keepsTopic) ? TopicNames.listed(options) : List.of();
  }

  /** Those whose own options are sound; Connect asks the transforms themselves about the others. */
  List<Mapping> mappings() {
    List<Mapping> mappings = new ArrayList<>();
    for (int at = 0; at < aliases.size(); at++) {
      if (MAPPING.contains(type(aliases.get(at)))
          && aliases.subList(at + 1, aliases.size()).stream().allMatch(this::keepsRow)) {
        mapping(aliases.get(at)).ifPresent(mappings::add);
      }
    }
    return mappings;
  }

  /** Options that a mapping's transform would refuse when a task starts; Connect lets them pass. */
  List<OptionError> unknownOptions() {
    List<OptionError> unknown = new ArrayList<>();
    for (String alias : aliases) {
      if (MAPPING.contains(type(alias))) {
        for (String option : RowOutline.unknownOptions(options(alias).keySet())) {
          unknown.add(
              new OptionError(
                  prefix(alias) + option,
                  "ItemToRow has no option '"
                      + option
                      + "'; remove it, or say what is meant in '"
                      + prefix(alias)
                      + "mapping'."));
        }
      }
    }
    return unknown;
  }

  private Optional<Mapping> mapping(String alias) {
    try {
      return Optional.of(new Mapping(prefix(alias) + "mapping", RowOutline.of(options(alias))));
    } catch (ConfigException unsound) {
      LOG.debug("The options of transform {} are not sound; its mapping is not looked at", alias);
      return Optional.empty();
    }
  }

  /** A transform's own options, without their prefix. */
  Map<String, String> options(String alias) {
    Map<String, String> own = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          if (name.startsWith(prefix(alias))) {
            own.put(name.substring(prefix(alias).length()), value);
          }
        });
    return own;
  }

  private boolean keepsTopic(String alias) {
    String type = type(alias);
    return isOurs(type) || (type.startsWith(KAFKAS) && RENAMING.stream().noneMatch(type::equals));
  }

  private boolean keepsRow(String alias) {
    return isOurs(type(alias)) || KEEPING_ROWS.contains(type(alias));
  }

  private static boolean isOurs(String type) {
    return type.startsWith(OURS);
  }

  /** A transform's class; empty if it is not told. */
  String type(String alias) {
    return options.getOrDefault(prefix(alias) + "type", "");
  }

  private static String prefix(String alias) {
    return PREFIX + alias + ".";
  }
}
