package dev.messina.sink.validate;

import dev.messina.plugin.ConnectOptions;
import dev.messina.plugin.OptionError;
import dev.messina.plugin.OptionErrors;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.evolve.EvolutionMode;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.session.DriverOptions;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.session.TlsSettings;
import dev.messina.sink.statement.ReplaceStrategy;
import dev.messina.sink.topic.KafkaSettings;
import dev.messina.sink.topic.TopicCheck;
import dev.messina.sink.topic.TopicList;
import dev.messina.sink.validate.ClusterCheck.Targets;
import dev.messina.sink.write.WriteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.Config;
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
    OptionErrors errors = new OptionErrors(ScyllaSinkConfig.definition().validate(options));
    TransformChain chain = new TransformChain(options);
    errors.refuseUnknown(
        options.keySet(),
        ScyllaSinkConfig.definition().names(),
        ConnectOptions.ofSink(),
        name ->
            name.startsWith(DriverOptions.PREFIX) || name.startsWith(KafkaSettings.KAFKA_PREFIX),
        "docs/config/sink-scylla.md");
    chain.unknownOptions().forEach(errors::add);
    foreignTopics(new ThirdPartyTopics(options, chain), errors);
    halfOfCredentials(options).ifPresent(errors::add);
    SessionSettings.conflicts(options).forEach(errors::add);
    MutationSettings.conflicts(options).forEach(errors::add);
    ScyllaSinkConfig.nullsInChangingTables(options)
        .ifPresent(problem -> errors.add(ReplaceStrategy.OPTION, problem));
    if (errors.areSound(ROUTING)) {
      TableSettings.problem(options, chain.topics()).ifPresent(errors::add);
    }
    jumpingConsumer(options).ifPresent(errors::add);
    unusedQueue(options).ifPresent(errors::add);
    topics.problems(options).forEach(errors::add);
    if (leadsToTarget(errors)) {
      ScyllaSinkConfig.of(reachable(options, errors)).session().problems().forEach(errors::add);
    }
    if (leadsToTarget(errors)) {
      targetFindings(options, chain, errors);
    }
    return errors.config();
  }

  private static void foreignTopics(ThirdPartyTopics topics, OptionErrors errors) {
    topics.problems().forEach(errors::add);
    topics.warnings().forEach(LOG::warn);
  }

  private static Optional<OptionError> halfOfCredentials(Map<String, String> options) {
    boolean user = options.get(SessionSettings.USERNAME) != null;
    boolean password = options.get(SessionSettings.PASSWORD) != null;
    if (user == password) {
      return Optional.empty();
    }
    return Optional.of(
        user
            ? new OptionError(
                SessionSettings.PASSWORD,
                "scylladb.username is set; set scylladb.password as well, or neither.")
            : new OptionError(
                SessionSettings.USERNAME,
                "scylladb.password is set; set scylladb.username as well, or neither."));
  }

  /** Connect's sinks begin at the earliest record unless told otherwise. */
  private static Optional<OptionError> jumpingConsumer(Map<String, String> options) {
    return Optional.ofNullable(options.get(OFFSET_RESET))
        .filter(reset -> !KEEPING_PLACE.contains(reset))
        .map(
            reset ->
                new OptionError(
                    OFFSET_RESET,
                    "A consumer that has lost its place would skip records, whose rows would then"
                        + " stay as they are; use 'earliest', Connect's default for sinks, or"
                        + " 'none'."));
  }

  /** Connect takes both, and never uses the queue. */
  private static Optional<OptionError> unusedQueue(Map<String, String> options) {
    boolean hasQueue = !options.getOrDefault(QUEUE, "").isBlank();
    if (!hasQueue || options.getOrDefault(TOLERANCE, "none").equals("all")) {
      return Optional.empty();
    }
    return Optional.of(
        new OptionError(
            TOLERANCE,
            "'"
                + QUEUE
                + "' is set, but no record ever goes there: with errors.tolerance=none, the"
                + " default, the first bad record stops the task. Set errors.tolerance=all, or"
                + " remove the queue."));
  }

  private void targetFindings(
      Map<String, String> options, TransformChain chain, OptionErrors errors) {
    ScyllaSinkConfig config = ScyllaSinkConfig.of(reachable(options, errors));
    config
        .conversionsOfOtherTables()
        .ifPresent(problem -> errors.add(ColumnConversions.OPTION, problem));
    Mappings mappings = new Mappings(chain.mappings(), config.tables(), chain.topics());
    Map<TableName, String> tables = new LinkedHashMap<>(config.tables().known(chain.topics()));
    mappings.tables().forEach(tables::putIfAbsent);
    Targets targets =
        new Targets(
            tables,
            config.evolution().creates(),
            config.conversions(),
            config.lateness(),
            errors.areSound(TAKING_ROWS) ? mappings.rows(config) : List.of());
    List<OptionError> findings = new ArrayList<>(mappings.problems());
    findings.addAll(target.findings(config.session(), targets));
    for (OptionError finding : findings) {
      if (finding.option().startsWith(TransformChain.PREFIX)) {
        // Connect shows this in place of its own entry, so that the document has to be in it.
        errors.addTo(options.get(finding.option()), finding);
      } else {
        errors.add(finding);
      }
    }
  }

  private static boolean leadsToTarget(OptionErrors errors) {
    return errors.areSound(ROUTING) && errors.areSound(CONNECTING);
  }

  /** The options without the unsound ones, whose defaults do for looking at the target. */
  private static Map<String, String> reachable(Map<String, String> options, OptionErrors errors) {
    Map<String, String> sound = new LinkedHashMap<>(options);
    errors.unsound().forEach(sound::remove);
    if (!errors.areSound(WRITE_TIMESTAMP)) {
      sound.keySet().removeAll(WRITE_TIMESTAMP);
    }
    return sound;
  }

  /** Looks at the cluster and the tables before a connector is started on them. */
  @FunctionalInterface
  public interface TargetCheck {

    /** All that is wrong; empty if rows can be written. */
    List<OptionError> findings(SessionSettings settings, Targets targets);
  }
}
