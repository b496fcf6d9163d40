package dev.messina.source.check;

import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ScanCall;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.record.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks DynamoDB whether the tables can be read as they are, with the permissions there are. */
public final class TableChecks {

  private final TableApi tables;
  private final StreamApi streams;
  private final AwsSettings settings;
  private final String region;
  private final ConfigReport report;

  public TableChecks(
      TableApi tables,
      StreamApi streams,
      AwsSettings settings,
      String region,
      ConfigReport report) {
    this.tables = tables;
    this.streams = streams;
    this.settings = settings;
    this.region = region;
    this.report = report;
  }

  /** Checks all tables; stops early only where DynamoDB does not answer at all. */
  public void check(List<String> names) {
    for (String name : names) {
      try {
        check(name);
      } catch (SdkException e) {
        // Neither permission nor table: the next one would fail in the same way.
        reportUnreachable(e);
        return;
      }
    }
  }

  private void check(String name) {
    Optional<TableDescription> found =
        permitted("dynamodb:DescribeTable", () -> describe(name)).flatMap(table -> table);
    if (found.isEmpty()) {
      return;
    }
    Optional<String> problem = found.get().problemOfStream();
    if (problem.isPresent()) {
      report.error(TopicSettings.TABLES, problem.get());
      return;
    }
    permitted("dynamodb:Scan", () -> tables.scan(new ScanCall(name, 0, 1, Map.of(), 1, false)));
    permitted("dynamodb:DescribeStream", () -> streams.describe(found.get().streamArn(), null))
        .ifPresent(page -> checkReading(found.get().streamArn(), page));
  }

  private Optional<TableDescription> describe(String name) {
    try {
      return Optional.of(tables.describe(name));
    } catch (SdkException e) {
      if (FailureKind.of(e) != FailureKind.GONE) {
        throw e;
      }
      report.error(
          TopicSettings.TABLES,
          "Table '" + name + "' does not exist in region " + region + ". " + nearest(name));
      return Optional.empty();
    }
  }

  private void checkReading(String streamArn, ShardListPage page) {
    if (page.shards().isEmpty()) {
      return;
    }
    String shard = page.shards().get(page.shards().size() - 1).id();
    try {
      permitted(
              "dynamodb:GetShardIterator",
              () -> streams.iterator(streamArn, shard, IteratorStart.trimHorizon()))
          .ifPresent(iterator -> permitted("dynamodb:GetRecords", () -> streams.page(iterator, 1)));
    } catch (SdkException e) {
      // A listing may show a shard that is no longer there; that says nothing of the permission.
      if (FailureKind.of(e) != FailureKind.GONE && FailureKind.of(e) != FailureKind.TRIMMED) {
        throw e;
      }
    }
  }

  /** Makes a call; a refused one becomes an error that names the action to permit. */
  private <T> Optional<T> permitted(String action, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      report.error(
          AwsSettings.ACCESS_KEY_ID,
          "DynamoDB refuses "
              + action
              + " ("
              + e.awsErrorDetails().errorCode()
              + "). Correct the credentials or give them the permission "
              + action
              + ".");
      return Optional.empty();
    }
  }

  private static boolean isRefusal(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? "" : failure.awsErrorDetails().errorCode();
    return List.of(
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException",
            "ExpiredTokenException")
        .contains(code);
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

  private void reportUnreachable(SdkException failure) {
    String where =
        settings.endpoint().isEmpty() ? "in region " + region : "at " + settings.endpoint();
    boolean credentials = failure.getMessage().contains("credentials");
    String option =
        credentials
            ? AwsSettings.ACCESS_KEY_ID
            : settings.endpoint().isEmpty() ? AwsSettings.REGION : AwsSettings.ENDPOINT;
    report.error(
        option,
        "DynamoDB "
            + where
            + " cannot be asked: "
            + failure.getMessage()
            + " Check "
            + (credentials ? "the credentials." : "the address and the network."));
  }
}
