package dev.messina.dynamodb.export;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an export was asked to be.
 *
 * @param time of a full export: the table as it was then
 * @param window of an incremental export; empty for a full one
 * @param filter kept to be described only
 */
public record ExportRequest(
    String tableArn,
    String tableId,
    Instant time,
    Optional<Window> window,
    Destination destination,
    ExportFormat format,
    Optional<Map<String, Object>> filter,
    String clientToken) {

  /**
   * @param from the first moment
   * @param to the first moment behind the window
   * @param withOldImages whether records carry the items as they were as well
   */
  public record Window(Instant from, Instant to, boolean withOldImages) {}

  /** Where to, as S3 names it. */
  public record Destination(String bucket, Optional<String> prefix, Optional<String> owner) {}

  /** {@code FULL_EXPORT} or {@code INCREMENTAL_EXPORT}. */
  public String type() {
    return window.isPresent() ? "INCREMENTAL_EXPORT" : "FULL_EXPORT";
  }
}
