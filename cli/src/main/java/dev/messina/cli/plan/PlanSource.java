package dev.messina.cli.plan;

import dev.messina.cli.migration.AwsClients;
import dev.messina.cli.plan.check.Reached;
import dev.messina.cli.plan.estimate.StreamLook;
import dev.messina.cli.plan.sample.Sample;
import dev.messina.cli.plan.sample.Sampler;
import dev.messina.cli.plan.table.AwsFailures;
import dev.messina.cli.plan.table.Denied;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import dev.messina.cli.plan.table.TableReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of DynamoDB with all that a plan reads of it. For use by one thread. */
public final class PlanSource implements AutoCloseable {

  private static final Set<String> VIEWS = Set.of("NEW_IMAGE", "NEW_AND_OLD_IMAGES");

  private final PlanSettings settings;
  private final AwsClients aws;
  private final Consumer<String> progress;
  private final Clock clock;

  /**
   * @param progress is told what is read, in lines
   * @throws IllegalStateException if a client cannot be made; in one line
   */
  public PlanSource(PlanSettings settings, Consumer<String> progress, Clock clock) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
    this.aws = asked(() -> AwsClients.of(settings.aws(), Optional.empty()));
  }

  /**
   * A table that was read.
   *
   * @param reached DynamoDB and its streams
   */
  public record Read(
      TableFacts facts, Sample sample, Optional<StreamLook.Rate> stream, List<Reached> reached) {}

  /**
   * Asks first, and reads items only if all that a source needs is there.
   *
   * @throws IllegalArgumentException if there is no such table
   * @throws IllegalStateException if something is missing that a source needs, or DynamoDB does not
   *     answer; in one line
   */
  public Read read(String table) {
    return asked(
        () -> {
          Denied denied = new Denied();
          long begin = System.nanoTime();
          Optional<TableFacts> described =
              denied.tried(
                  "DescribeTable",
                  "table " + table,
                  () -> new TableReader(aws.tables()).read(table));
          denied.refuseAny();
          TableFacts facts = described.orElseThrow();
          Reached tables = reached("DynamoDB", begin, "table " + table);
          requireStream(facts);
          tryTable(facts, denied);
          long looking = System.nanoTime();
          Optional<StreamLook.Rate> stream =
              new StreamLook(aws.streams(), facts.stream().orElseThrow().arn(), denied, clock)
                  .look();
          denied.refuseAny();
          Reached streams =
              reached(
                  "DynamoDB Streams",
                  looking,
                  "%d open shards".formatted(stream.orElseThrow().shards()));
          return new Read(facts, sample(facts), stream, List.of(tables, streams));
        });
  }

  private String place() {
    Map<String, String> options = settings.aws().config();
    return options.getOrDefault(
        "aws.endpoint", options.getOrDefault("aws.region", "the region of the environment"));
  }

  private void requireStream(TableFacts facts) {
    String view = facts.stream().map(TableFacts.StreamFacts::view).orElse("none");
    if (VIEWS.contains(view)) {
      return;
    }
    String endpoint = settings.aws().config().get("aws.endpoint");
    String update =
        "aws dynamodb update-table --table-name %s%s --stream-specification "
            .formatted(facts.name(), endpoint == null ? "" : " --endpoint-url " + endpoint);
    String on = update + "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES";
    throw new IllegalStateException(
        facts.stream().isEmpty()
            ? "Table %s has no stream, so its changes could not be followed; switch it on: %s"
                .formatted(facts.name(), on)
            : "The stream of table %s is of view type %s, which has no items; switch it off, and on as another: %s && %s"
                .formatted(facts.name(), view, update + "StreamEnabled=false", on));
  }

  private Reached reached(String service, long beginNanos, String says) {
    return new Reached(service, place(), (System.nanoTime() - beginNanos) / 1_000_000, says);
  }

  /** Tries what a source does to a table, each action once. */
  private void tryTable(TableFacts facts, Denied denied) {
    String table = "table " + facts.name();
    denied.tried(
        "Scan", table, () -> aws.tables().scan(scan -> scan.tableName(facts.name()).limit(1)));
    denied.tried(
        "GetItem",
        table,
        () -> aws.tables().getItem(get -> get.tableName(facts.name()).key(anyKey(facts))));
  }

  private static Map<String, AttributeValue> anyKey(TableFacts facts) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (KeyPart part : facts.key()) {
      key.put(
          part.name(),
          switch (part.type()) {
            case "N" -> AttributeValue.fromN("0");
            case "B" -> AttributeValue.fromB(SdkBytes.fromUtf8String("0"));
            default -> AttributeValue.fromS("0");
          });
    }
    return key;
  }

  private Sample sample(TableFacts facts) {
    int most = settings.reading().items();
    TableFacts.Size size = facts.size().orElseThrow();
    progress.accept(
        "Looking at up to %d of about %d items of table %s; that takes about %d read units."
            .formatted(most, size.items(), facts.name(), Sampler.unitsOf(size, most)));
    Sample sample = new Sampler(aws.tables(), facts, most).take(settings.reading().seed());
    progress.accept(
        "%d items of %d places, for %.1f read units."
            .formatted(sample.items().size(), sample.places(), sample.readUnits()));
    return sample;
  }

  private <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException refused) {
      throw new IllegalStateException(
          "DynamoDB (%s) does not answer as it should: %s. Correct --region, --dynamodb or the credentials."
              .formatted(place(), AwsFailures.reason(refused)),
          refused);
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
