package dev.messina.source.check;

import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionErrors;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.record.TableSelection;
import dev.messina.source.select.TableDiscovery;
import dev.messina.source.select.TableDiscovery.FoundTables;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Asks DynamoDB whether the tables can be read as they are, with the permissions there are. Every
 * action that the source will need is tried once on every table.
 */
public final class TableChecks {

  private static final Logger LOG = LoggerFactory.getLogger(TableChecks.class);

  /** Stands for a shard where no listing may be seen; permissions are looked at before shards. */
  private static final String NO_SHARD = "shardId-00000000000000000000-00000000";

  private final TableApi tables;
  private final StreamApi streams;
  private final NeededActions needed;
  private final String region;
  private final OptionErrors errors;
  private final AwsQuestions questions;

  /**
   * @param region for messages
   */
  public TableChecks(
      TableApi tables,
      StreamApi streams,
      NeededActions needed,
      AwsSettings settings,
      String region,
      OptionErrors errors) {
    this.tables = tables;
    this.streams = streams;
    this.needed = needed;
    this.region = region;
    this.errors = errors;
    this.questions = new AwsQuestions(settings, region, errors);
  }

  /**
   * Checks all tables; stops early only where AWS does not answer at all, or takes too long.
   *
   * @param limit how long it may take
   * @return the tables that are selected, as far as could be told, and their sizes
   */
  public Map<String, TableSize> check(TableSelection selection, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      List<String> names = selection.isLive() ? find(selection) : selection.tables();
      Map<String, TableSize> checked = check(names, () -> System.nanoTime() - end > 0);
      if (!selection.isLive()) {
        offer();
      }
      return checked;
    } catch (SdkException e) {
      // Neither permission nor table: the next one would fail in the same way.
      questions.reportEnd(e);
      return unknown(selection.tables());
    }
  }

  private Map<String, TableSize> check(List<String> names, BooleanSupplier late) {
    Map<String, TableSize> sizes = unknown(names);
    for (int i = 0; i < names.size(); i++) {
      if (late.getAsBoolean()) {
        LOG.warn("{} of {} tables were checked, there was no time for more", i, names.size());
        break;
      }
      sizes.put(names.get(i), check(names.get(i)));
    }
    return sizes;
  }

  /** Tables that have not been asked about. */
  public static Map<String, TableSize> unknown(List<String> names) {
    Map<String, TableSize> sizes = new LinkedHashMap<>();
    names.forEach(name -> sizes.put(name, TableSize.UNKNOWN));
    return sizes;
  }

  private List<String> find(TableSelection selection) {
    String option = selection.option();
    Optional<List<String>> all =
        questions.ask(NeededActions.LIST_TABLES, "the account", tables::tableNames);
    boolean answered = all.isPresent();
    if (answered && needed.tags() && !all.get().isEmpty()) {
      String first = all.get().get(0);
      answered =
          questions
              .ask(NeededActions.LIST_TAGS, "table '" + first + "'", () -> tables.tags(first))
              .isPresent();
    }
    if (!answered) {
      return List.of();
    }
    return questions
        .ask(
            NeededActions.DESCRIBE_TABLE,
            "the selected tables",
            () -> new TableDiscovery(tables, selection, needed.stream()).look())
        .map(found -> selected(found, option))
        .orElse(List.of());
  }

  private List<String> selected(FoundTables found, String option) {
    found.leftOut().values().forEach(reason -> LOG.warn("Left out: {}", reason));
    if (found.tables().isEmpty()) {
      errors.add(
          option,
          "No table of region "
              + region
              + " is selected"
              + (found.leftOut().isEmpty()
                  ? ". Correct the option, 'aws.region' or 'aws.endpoint'."
                  : " and usable: "
                      + found.leftOut().values().stream()
                          .sorted()
                          .collect(Collectors.joining(" "))));
    }
    return found.tables();
  }

  private TableSize check(String name) {
    String on = "table '" + name + "'";
    questions.ofStreams(false);
    Optional<Optional<TableDescription>> answer =
        questions.ask(NeededActions.DESCRIBE_TABLE, on, () -> describe(name));
    if (answer.isPresent() && answer.get().isEmpty()) {
      return TableSize.UNKNOWN;
    }
    if (needed.snapshot()) {
      ScanCall oneItem = new ScanCall(name, List.of(), 0, 1, Map.of(), 1, false);
      questions.ask(NeededActions.SCAN, on, () -> tables.scan(oneItem));
    }
    Optional<TableDescription> table = answer.flatMap(found -> found);
    table.ifPresent(found -> checkItem(found, on));
    table.ifPresent(this::checkStream);
    return table.map(TableDescription::size).orElse(TableSize.UNKNOWN);
  }

  private void checkItem(TableDescription table, String on) {
    if (needed.items()) {
      Map<String, AttributeValue> key =
          table.key().stream()
              .collect(Collectors.toMap(KeyAttribute::name, TableChecks::someValue));
      questions.ask(NeededActions.GET_ITEM, on, () -> tables.item(table.name(), key));
    }
  }

  private static AttributeValue someValue(KeyAttribute part) {
    return switch (part.type()) {
      case N -> AttributeValue.fromN("0");
      case B -> AttributeValue.fromB(SdkBytes.fromUtf8String("messina"));
      default -> AttributeValue.fromS("messina");
    };
  }

  private Optional<TableDescription> describe(String name) {
    try {
      return Optional.of(tables.describe(name));
    } catch (SdkException e) {
      if (FailureKind.of(e) != FailureKind.GONE) {
        throw e;
      }
      errors.add(
          TableSelection.TABLES,
          "Table '" + name + "' does not exist in region " + region + ". " + nearest(name));
      return Optional.empty();
    }
  }

  private void checkStream(TableDescription table) {
    if (!needed.stream()) {
      return;
    }
    Optional<String> problem = table.problemOfStream();
    if (problem.isPresent()) {
      errors.add(TableSelection.TABLES, problem.get());
      return;
    }
    questions.ofStreams(true);
    String arn = table.streamArn();
    String on = "the stream of table '" + table.name() + "'";
    Optional<ShardListPage> page =
        questions.ask(NeededActions.DESCRIBE_STREAM, on, () -> streams.describe(arn, null));
    page.ifPresent(found -> checkStatus(table, found));
    List<ShardDescription> shards = page.map(ShardListPage::shards).orElse(List.of());
    String shard = shards.isEmpty() ? NO_SHARD : shards.get(shards.size() - 1).id();
    try {
      questions
          .ask(
              NeededActions.GET_SHARD_ITERATOR,
              on,
              () -> streams.iterator(arn, shard, IteratorStart.trimHorizon()))
          .ifPresent(
              iterator ->
                  questions.ask(NeededActions.GET_RECORDS, on, () -> streams.page(iterator, 1)));
    } catch (SdkException e) {
      if (!ofThisMoment(FailureKind.of(e))) {
        throw e;
      }
    }
  }

  /** A listed shard may be gone, and a slow worker's iterator expired: no lack of permission. */
  private static boolean ofThisMoment(FailureKind kind) {
    return switch (kind) {
      case GONE, TRIMMED, EXPIRED_ITERATOR -> true;
      case THROTTLED, TRANSIENT, CREDENTIALS, CLOCK, FATAL -> false;
    };
  }

  private void checkStatus(TableDescription table, ShardListPage stream) {
    if (stream.isSwitchedOff()) {
      errors.add(
          TableSelection.TABLES,
          "The stream of table '"
              + table.name()
              + "' is switched off, so its changes cannot be followed. Run: "
              + table.switchOnCommand());
    } else if (!stream.isRecording()) {
      LOG.warn(
          "The stream of table '{}' is still being switched on. Nothing is read before it records"
              + " changes: a change that is made before that is in no stream",
          table.name());
    }
  }

  /** Offers the names of all tables to forms; without the permission there is nothing to offer. */
  private void offer() {
    try {
      errors.recommend(TableSelection.TABLES, tables.tableNames());
    } catch (SdkException e) {
      LOG.info("Names of tables cannot be offered: {}", e.toString());
    }
  }

  private String nearest(String name) {
    List<String> existing;
    try {
      existing = tables.tableNames();
    } catch (SdkException e) {
      return "Correct the option 'tables', 'aws.region' or 'aws.endpoint'.";
    }
    return NearestName.of(name, existing)
        .map(nearest -> "Did you mean '" + nearest + "'?")
        .orElseGet(
            () ->
                existing.isEmpty()
                    ? "There is no table at all; check 'aws.region' and 'aws.endpoint'."
                    : "There are: "
                        + String.join(", ", existing.stream().limit(10).toList())
                        + ".");
  }
}
