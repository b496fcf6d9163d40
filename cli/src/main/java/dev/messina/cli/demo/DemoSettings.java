package dev.messina.cli.demo;

import dev.messina.cli.demo.workload.ChangeWriter;
import java.net.URI;
import java.util.Optional;

/**
 * What the demo is asked to do.
 *
 * @param items in the table before the connectors start
 * @param changes that are written while they work
 * @param seed of the items and the changes
 * @param kill whether a worker is killed
 * @param keep whether the services stay up afterwards
 * @param dynamoDb a DynamoDB that is there already; empty to have one started
 */
public record DemoSettings(
    long items, long changes, long seed, boolean kill, boolean keep, Optional<URI> dynamoDb) {

  private static final int CHANGES_PER_SECOND_MIN = 50;
  private static final int WRITING_SECONDS = 40;

  public DemoSettings {
    if (items < 1 || changes < 0) {
      throw new IllegalArgumentException(
          "The demo needs at least one item and no less than no changes.");
    }
  }

  /** A rate at which the writer outlasts the snapshot, and a last part that waits for its end. */
  ChangeWriter.Settings writer() {
    int perSecond = (int) Math.max(CHANGES_PER_SECOND_MIN, changes / WRITING_SECONDS);
    return new ChangeWriter.Settings(seed, items, changes, perSecond, changes / 2);
  }
}
