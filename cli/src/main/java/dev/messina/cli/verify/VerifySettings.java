package dev.messina.cli.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is to be verified, and how.
 *
 * @param migration what is compared
 * @param mode what is read
 * @param reading how hard
 * @param limits when it ends
 * @param state a folder for state; empty for the usual one
 * @param showValues whether differing values are shown
 */
public record VerifySettings(
    MigrationSettings migration,
    Mode mode,
    Reading reading,
    Ending limits,
    Optional<Path> state,
    boolean showValues) {

  /** What is read. */
  public sealed interface Mode {
    /** As it stands in JSON. */
    String word();

    /** Every item and every row. */
    record Full() implements Mode {
      @Override
      public String word() {
        return "full";
      }
    }

    /** The key of every item and of every row, to be counted. */
    record Counts() implements Mode {
      @Override
      public String word() {
        return "counts";
      }
    }

    /** Digests of parts of both tables, and every item and row where these differ. */
    record Digest() implements Mode {
      @Override
      public String word() {
        return "digest";
      }
    }

    /** The newest change of each item on the topic, and its row. */
    record FromTopic() implements Mode {
      @Override
      public String word() {
        return "from_topic";
      }
    }

    /**
     * The items alone that have changed since all of them were verified.
     *
     * @param until what was written before this is to be verified; empty for now
     * @param keeps whether a verdict that is good becomes the one to begin at
     */
    record SinceVerified(Optional<Instant> until, boolean keeps) implements Mode {
      @Override
      public String word() {
        return "since_verified";
      }
    }

    /** So many items, drawn at random. */
    record Sample(int items) implements Mode {
      @Override
      public String word() {
        return "sample";
      }
    }

    /** The items of the keys in a file: DynamoDB JSON, one a line; other attributes are skipped. */
    record Keys(Path file) implements Mode {
      @Override
      public String word() {
        return "keys";
      }
    }
  }

  /**
   * How hard both sides are read.
   *
   * @param readUnits of DynamoDB a second; 0 for no limit
   * @param rows of the target a second; 0 for no limit
   * @param segments of the scan at the same time
   * @param consistency with which rows are read
   */
  public record Reading(double readUnits, double rows, int segments, String consistency) {}

  /**
   * When it ends.
   *
   * @param generations at most
   * @param patience how long after the pass the frontier is waited for
   * @param openMost so many open differences end the pass
   * @param continuous whether it goes on until there were so many generations
   * @param stopped whether somebody wants a run that goes on to end
   */
  public record Ending(
      int generations,
      Duration patience,
      int openMost,
      boolean continuous,
      BooleanSupplier stopped) {

    /** As soon as all is verified, and after this patience at the latest. */
    public static Ending whenVerified(Duration patience, int openMost) {
      return new Ending(Integer.MAX_VALUE, patience, openMost, false, () -> false);
    }
  }
}
