package dev.messina.cli.plan.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tries actions and gathers those that are not permitted, so that all are told at once. */
public final class Denied {

  private static final String POLICY = "docs/iam/plan.json";

  private static final Map<String, String> STATEMENTS =
      Map.of(
          "DescribeTable", "ReadTables",
          "DescribeTimeToLive", "ReadTables",
          "DescribeContinuousBackups", "ReadTables",
          "Scan", "ReadTables",
          "GetItem", "ReadTables",
          "DescribeStream", "ReadStreams",
          "GetShardIterator", "ReadStreams",
          "GetRecords", "ReadStreams");

  private final List<String> lines = new ArrayList<>();

  public Denied() {}

  /**
   * What an action answers; empty if it is not permitted.
   *
   * @param action of those that a source needs
   * @param resource that it is tried on
   */
  public <T> Optional<T> tried(String action, String resource, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException refused) {
      if (!AwsFailures.isDenied(refused)) {
        throw refused;
      }
      lines.add("dynamodb:%s on %s (%s)".formatted(action, resource, statement(action)));
      return Optional.empty();
    }
  }

  /** Where the policy of a plan permits an action. */
  public static String statement(String action) {
    return "statement %s of %s".formatted(STATEMENTS.get(action), POLICY);
  }

  /**
   * Ends a plan that could not be deployed.
   *
   * @throws IllegalStateException that names every action
   */
  public void refuseAny() {
    if (!lines.isEmpty()) {
      throw new IllegalStateException(
          "Permission is missing: %s. Add it to the policy of these credentials."
              .formatted(String.join(", ", lines)));
    }
  }
}
