package dev.messina.sink.validate;

import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.evolve.EvolutionMode;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.route.NearestName;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.session.DriverOptions;
import dev.messina.sink.session.Finding;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.session.TlsSettings;
import dev.messina.sink.statement.ReplaceStrategy;
import dev.messina.sink.topic.TopicCheck;
import dev.messina.sink.topic.TopicList;
import dev.messina.sink.topic.TopicSettings;
import dev.messina.sink.write.WriteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds all that is wrong with a configuration at once and says it at the option where it can be
 * put right. The cluster is only asked when the options that lead to it are themselves sound.
 */
public final class SinkValidation {

  private static final Logger LOG = LoggerFactory.getLogger(SinkValidation.class);

  private static final Set<String> ROUTING =
      Set.of(
          TableSettings.TABLE_NAME,
          TableSettings.FORMAT,
          TableSettings.HEADER,
          TableSettings.OVERRIDES);

  /** What must be sound, beside the routing, before the target is looked at. */
  private static final Set<String> CONNECTING =
      Set.of(
          SessionSettings.CONTACT_POINTS,
          SessionSettings.LOCAL_DATACENTER,
          SessionSettings.CLOUD_BUNDLE,
          SessionSettings.USERNAME,
          SessionSettings.PASSWORD,
          SessionSettings.CONSISTENCY_LEVEL,
          SessionSettings.REQUEST_TIMEOUT_MS,
          SessionSettings.CONNECT_TIMEOUT_MS,
          TlsSettings.ENABLED,
          TlsSettings.TRUSTSTORE_LOCATION,
          TlsSettings.TRUSTSTORE_TYPE,
          TlsSettings.KEYSTORE_LOCATION,
          TlsSettings.KEYSTORE_TYPE,
          TlsSettings.HOSTNAME_VERIFICATION);

  /** What decides, beside the table, whether it takes a mapping's rows. */
  private static final Set<String> TAKING_ROWS =
      Set.of(ColumnConversions.OPTION, EvolutionMode.OPTION, WriteSettings.UNKNOWN_COLUMNS);

  /** One of them without the other would be a new contradiction. */
  private static final Set<String> WRITE_TIMESTAMP =
      Set.of(MutationSettings.WRITE_TIMESTAMP_SOURCE, MutationSettings.WRITE_TIMESTAMP_UNIT);

  private static final String OFFSET_RESET = "consumer.override.auto.offset.reset";
  private static final Set<String> KEEPING_PLACE = Set.of("earliest", "none");

  private static final String TOLERANCE = "errors.tolerance";
  private static final String QUEUE = "errors.deadletterqueue.topic.name";

  private final TargetCheck target;
  private final TopicCheck topics;

  public SinkValidation(TargetCheck target, TopicList topics) {
    this.target = target;
    this.topics = new TopicCheck(topics);
  }

  /** Connect itself refuses options without a value; here they count as not given. */
  public Config validate(Map<String, String> given) {
    Map<String, String> options = new LinkedHashMap<>(given);
    options.values().removeIf(Objects::isNull);
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (ConfigValue value : ScyllaSinkConfig.definition().validate(options)) {
      values.put(value.name(), value);
    }
    TransformChain chain = new TransformChain(options);
    unknownOptions(options, values);
    chain.unknownOptions().forEach(finding -> report(values, finding.key(), finding.problem()));
    foreignTopics(new ThirdPartyTopics(options, chain), values);
    halfOfCredentials(options, values);
    SessionSettings.conflicts(options).forEach((name, problem) -> report(values, name, problem));
    MutationSettings.conflicts(options)
        .forEach((name, problem) -> values.get(name).addErrorMessage(problem));
    ScyllaSinkConfig.nullsInChangingTables(options)
        .ifPresent(problem -> values.get(ReplaceStrategy.OPTION).addErrorMessage(problem));
    tables(options, chain, values);
    jumpingConsumer(options, values);
    unusedQueue(options, values);
    topics.problems(options).forEach((name, problem) -> report(values, name, problem));
    if (leadsToTarget(values)) {
      session(options, values);
    }
    if (leadsToTarget(values)) {
      targetFindings(options, chain, values);
    }
    return new Config(List.copyOf(values.values()));
  }

  private static void foreignTopics(ThirdPartyTopics topics, Map<String, ConfigValue> values) {
    topics.problems().forEach(finding -> report(values, finding.key(), finding.problem()));
    topics.warnings().forEach(LOG::warn);
  }

  private static void unknownOptions(Map<String, String> options, Map<String, ConfigValue> values) {
    Set<String> known = new TreeSet<>(ConnectOptions.NAMES);
    known.addAll(ScyllaSinkConfig.definition().names());
    for (String name : options.keySet()) {
      if (!known.contains(name)
          && !ConnectOptions.include(name)
          && !name.startsWith(DriverOptions.PREFIX)
          && !name.startsWith(TopicSettings.KAFKA_PREFIX)) {
        report(
            values,
            name,
            "There is no option '"
                + name
                + "'"
                + NearestName.of(name, known)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("; remove it."));
      }
    }
  }

  /** The value of an option that is not defined is not repeated: it may be a password. */
  private static void report(Map<String, ConfigValue> values, String option, String problem) {
    values.computeIfAbsent(option, name -> valueOf(name, null)).addErrorMessage(problem);
  }

  private static ConfigValue valueOf(String option, String value) {
    return new ConfigValue(option, value, new ArrayList<>(), new ArrayList<>());
  }

  private static void halfOfCredentials(
      Map<String, String> options, Map<String, ConfigValue> values) {
    boolean user = options.get(SessionSettings.USERNAME) != null;
    boolean password = options.get(SessionSettings.PASSWORD) != null;
    if (user && !password) {
      values
          .get(SessionSettings.PASSWORD)
          .addErrorMessage("scylladb.username is set; set scylladb.password as well, or neither.");
    }
    if (password && !user) {
      values
          .get(SessionSettings.USERNAME)
          .addErrorMessage("scylladb.password is set; set scylladb.username as well, or neither.");
    }
  }

  private static void tables(
      Map<String, String> options, TransformChain chain, Map<String, ConfigValue> values) {
    if (areSound(ROUTING, values)) {
      TableSettings.problems(options, chain.topics())
          .forEach((option, problem) -> values.get(option).addErrorMessage(problem));
    }
  }

  /** Connect's sinks begin at the earliest record unless told otherwise. */
  private static void jumpingConsumer(
      Map<String, String> options, Map<String, ConfigValue> values) {
    String reset = options.get(OFFSET_RESET);
    if (reset != null && !KEEPING_PLACE.contains(reset)) {
      report(
          values,
          OFFSET_RESET,
          "A consumer that has lost its place would skip records, whose rows would then stay"
              + " as they are; use 'earliest', Connect's default for sinks, or 'none'.");
    }
  }

  /** Connect takes both, and never uses the queue. */
  private static void unusedQueue(Map<String, String> options, Map<String, ConfigValue> values) {
    boolean hasQueue = !options.getOrDefault(QUEUE, "").isBlank();
    if (hasQueue && !options.getOrDefault(TOLERANCE, "none").equals("all")) {
      report(
          values,
          TOLERANCE,
          "'"
              + QUEUE
              + "' is set, but no record ever goes there: with errors.tolerance=none, the default,"
              + " the first bad record stops the task. Set errors.tolerance=all, or remove the"
              + " queue.");
    }
  }

  private static void session(Map<String, String> options, Map<String, ConfigValue> values) {
    ScyllaSinkConfig.of(reachable(options, values))
        .session()
        .problems()
        .forEach(finding -> report(values, finding.key(), finding.problem()));
  }

  private void targetFindings(
      Map<String, String> options, TransformChain chain, Map<String, ConfigValue> values) {
    ScyllaSinkConfig config = ScyllaSinkConfig.of(reachable(options, values));
    config
        .conversionsOfOtherTables()
        .ifPresent(problem -> report(values, ColumnConversions.OPTION, problem));
    Mappings mappings = new Mappings(chain.mappings(), config.tables(), chain.topics());
    Map<TableName, String> tables = new LinkedHashMap<>(config.tables().known(chain.topics()));
    mappings.tables().forEach(tables::putIfAbsent);
    Targets targets =
        new Targets(
            tables,
            config.evolution().creates(),
            config.conversions(),
            config.lateness(),
            areSound(TAKING_ROWS, values) ? mappings.rows(config) : List.of());
    List<Finding> findings = new ArrayList<>(mappings.problems());
    findings.addAll(target.findings(config.session(), targets));
    for (Finding finding : findings) {
      if (finding.key().startsWith(TransformChain.PREFIX)) {
        // Connect shows this in place of its own entry, so that the document has to be in it.
        values.computeIfAbsent(finding.key(), name -> valueOf(name, options.get(name)));
      }
      report(values, finding.key(), finding.problem());
    }
  }

  private static boolean leadsToTarget(Map<String, ConfigValue> values) {
    return areSound(ROUTING, values) && areSound(CONNECTING, values);
  }

  private static boolean areSound(Set<String> options, Map<String, ConfigValue> values) {
    return options.stream().allMatch(option -> values.get(option).errorMessages().isEmpty());
  }

  /** The options without the unsound ones, whose defaults do for looking at the target. */
  private static Map<String, String> reachable(
      Map<String, String> options, Map<String, ConfigValue> values) {
    Map<String, String> sound = new LinkedHashMap<>(options);
    values.forEach(
        (name, value) -> {
          if (!value.errorMessages().isEmpty()) {
            sound.remove(name);
          }
        });
    if (!areSound(WRITE_TIMESTAMP, values)) {
      sound.keySet().removeAll(WRITE_TIMESTAMP);
    }
    return sound;
  }
}
