package dev.messina.dynamodb.export;

import java.time.Instant;
import java.util.Optional;

/** One export: what was asked for, and how far it is. Safe for use by several threads. */
public final class Export {

  /** What state it is in. */
  public enum Status {
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }

  /**
   * How it ended.
   *
   * @param bytes of the items, by DynamoDB's count
   * @param failure why it failed; empty if it did not
   */
  public record Result(
      Instant ended, long items, long bytes, String manifest, Optional<Failure> failure) {

    static Result failed(Instant ended, String code, String message) {
      return new Result(ended, 0, 0, "", Optional.of(new Failure(code, message)));
    }
  }

  /**
   * Why an export failed.
   *
   * @param code S3's own after {@code S3}, as in {@code S3NoSuchBucket}, or {@code UNKNOWN}
   */
  public record Failure(String code, String message) {}

  private final String id;
  private final String arn;
  private final ExportRequest request;
  private final Instant started;
  private volatile Optional<Result> result = Optional.empty();

  Export(String id, ExportRequest request, Instant started) {
    this.id = id;
    this.arn = request.tableArn() + "/export/" + id;
    this.request = request;
    this.started = started;
  }

  String id() {
    return id;
  }

  public String arn() {
    return arn;
  }

  public ExportRequest request() {
    return request;
  }

  public Instant started() {
    return started;
  }

  /** Empty as long as it is in progress. */
  public Optional<Result> result() {
    return result;
  }

  public Status status() {
    return result
        .map(done -> done.failure().isPresent() ? Status.FAILED : Status.COMPLETED)
        .orElse(Status.IN_PROGRESS);
  }

  void end(Result next) {
    result = Optional.of(next);
  }
}
