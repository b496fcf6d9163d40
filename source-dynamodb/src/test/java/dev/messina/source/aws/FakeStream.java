package dev.messina.source.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;

/**
 * How the latest stream of {@link FakeDynamoDb} is switched on and off. It records changes some
 * time after it was asked to, and says so only to whoever asks for its status.
 */
final class FakeStream {

  private static final String ARN = "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/";

  private final Clock clock;
  private String label = "2026-01-01T00:00:00.000";
  private Instant createdAt;
  private Instant recordsFrom;
  private boolean off;
  private boolean hidden;

  FakeStream(Clock clock) {
    this.clock = clock;
  }

  void switchOn(Duration recordsAfter) {
    createdAt = clock.instant();
    recordsFrom = createdAt.plus(recordsAfter);
    off = false;
  }

  void switchOff() {
    off = true;
  }

  void replace() {
    label = label + "-again";
  }

  /** Whether the table says that it has a stream. */
  boolean isOn() {
    return createdAt != null && (!off || hidden);
  }

  boolean records() {
    return createdAt != null && !off && !clock.instant().isBefore(recordsFrom);
  }

  Instant createdAt() {
    return createdAt;
  }

  String label() {
    return label;
  }

  /** Null as long as there never was a stream. */
  String arn() {
    return createdAt == null ? null : ARN + label;
  }

  /** Any other ARN stands for the latest stream. */
  String label(String arn) {
    return arn.startsWith(ARN) ? arn.substring(ARN.length()) : label;
  }

  void hideStatus(boolean hide) {
    hidden = hide;
  }

  /** Null where it does not say. */
  StreamStatus status(String streamLabel) {
    if (hidden) {
      return null;
    }
    if (off || !streamLabel.equals(label)) {
      return StreamStatus.DISABLED;
    }
    return records() ? StreamStatus.ENABLED : StreamStatus.ENABLING;
  }
}
