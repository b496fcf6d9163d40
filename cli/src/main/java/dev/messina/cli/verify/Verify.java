package dev.messina.cli.verify;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.verification.check.KeyCount;
import dev.messina.verification.check.Limits;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Rates;
import dev.messina.verification.check.Report;
import dev.messina.verification.check.Sample;
import dev.messina.verification.check.TopicCheck;
import dev.messina.verification.check.TopicReport;
import dev.messina.verification.check.Verification;
import dev.messina.verification.item.SourceItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Verifies one table, from the settings to the report. */
public final class Verify {

  private static final int PAGE_ITEMS = 500;

  private final VerifySettings settings;
  private final Progress progress;

  private Verify(VerifySettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs once.
   *
   * @param notes is told, before anything is read, what that will cost
   * @param progress of what was found to be verified
   * @throws IllegalArgumentException if a setting cannot be followed
   * @throws RuntimeException if Connect, Kafka or a database does not answer
   */
  public static Report run(
      VerifySettings settings, Consumer<String> notes, Function<Migration, Progress> progress) {
    try (OpenMigration open = new OpenMigration(settings.migration(), consistency(settings))) {
      notes.accept(cost(open, settings));
      return new Verify(settings, progress.apply(open.migration())).report(open);
    }
  }

  private static String cost(OpenMigration open, VerifySettings settings) {
    return settings.mode() instanceof VerifySettings.Mode.SinceVerified
        ? "Reads the items that have changed since all were verified, 1 unit and more for each."
        : Cost.of(open.sides().items(), settings).toString();
  }

  /** Counts once, as {@link #run} runs. */
  public static KeyCount.Counted count(
      VerifySettings settings, Consumer<String> notes, Progress progress) {
    try (OpenMigration open = new OpenMigration(settings.migration(), consistency(settings))) {
      notes.accept(Cost.of(open.sides().items(), settings).toString());
      return new Verify(settings, progress).counted(open);
    }
  }

  /** Compares rows with the topic, as {@link #run} runs. */
  public static TopicReport topic(
      VerifySettings settings, Consumer<String> notes, Progress progress) {
    try (OpenMigration open = new OpenMigration(settings.migration(), consistency(settings))) {
      notes.accept(
          "Reads topic %s twice, and the row of each item on it; no read units of DynamoDB."
              .formatted(open.migration().topic()));
      return new Verify(settings, progress).ofTopic(open);
    }
  }

  private static DefaultConsistencyLevel consistency(VerifySettings settings) {
    return DefaultConsistencyLevel.valueOf(settings.reading().consistency());
  }

  private Report report(OpenMigration open) {
    if (settings.mode() instanceof VerifySettings.Mode.Full) {
      return verification(open, keeping(open, Optional.empty())).full();
    }
    if (settings.mode() instanceof VerifySettings.Mode.SinceVerified since) {
      LastVerified last = lastVerified(open.migration());
      Progress told = since.keeps() ? keeping(open, Optional.of(last)) : progress;
      return verification(open, told).since(last.topic(), since.until().orElseGet(Instant::now));
    }
    Verification verification = verification(open, progress);
    SourceItems items = open.sides().items();
    if (settings.mode() instanceof VerifySettings.Mode.Sample sample) {
      return verification.ofKeys(Sample.draw(items, sample.items(), RandomGenerator.getDefault()));
    }
    if (settings.mode() instanceof VerifySettings.Mode.Digest) {
      requireWholeRows(open.migration());
      return verification.digests();
    }
    if (settings.mode() instanceof VerifySettings.Mode.Keys keys) {
      return verification.ofKeys(KeysFile.read(keys.file(), items));
    }
    throw new IllegalStateException(
        "Mode " + settings.mode().word() + " makes a report of another kind.");
  }

  private Verification verification(OpenMigration open, Progress told) {
    return new Verification(setup(open), told, Clock.systemUTC());
  }

  private Progress keeping(OpenMigration open, Optional<LastVerified> last) {
    Migration migration = open.migration();
    VerdictKeeper keeper =
        new VerdictKeeper(state(migration), LastVerified.deployment(migration), last);
    return new Listeners(List.of(progress, keeper));
  }

  /**
   * Where a verification may go on.
   *
   * @throws IllegalArgumentException if there is nothing to go on from; in one line
   */
  private LastVerified lastVerified(Migration migration) {
    Path folder = state(migration);
    return LastVerified.read(folder)
        .filter(LastVerified::isVerified)
        .filter(last -> last.deployment().equals(LastVerified.deployment(migration)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("No run of messina verify has verified all of %s as it is deployed, by what"
                            + " %s holds; run it first.")
                        .formatted(migration.target(), folder)));
  }

  static void requireWholeRows(Migration migration) {
    if (migration.sink().text("write.mode", "replace").equalsIgnoreCase("merge")) {
      throw new IllegalArgumentException(
          "Connector %s has write.mode=merge, so rows may have columns that no item tells, and no"
                  .formatted(migration.sink().name())
              + " digest of an item is that of its row; verify without --digest.");
    }
  }

  private KeyCount.Counted counted(OpenMigration open) {
    Path folder = emptied(open.migration(), "counts");
    KeyCount.Counted counted = new KeyCount(open.sides(), rates(), folder, progress).run();
    Verification.empty(folder);
    return counted;
  }

  private TopicReport ofTopic(OpenMigration open) {
    Path folder = emptied(open.migration(), "topic");
    TopicCheck.Setup setup =
        new TopicCheck.Setup(
            open.sides(),
            open.reader(),
            open.migration().topic(),
            open::applied,
            rates(),
            limits(),
            folder,
            settings.showValues());
    TopicReport report = new TopicCheck(setup, progress, Clock.systemUTC()).run();
    Verification.empty(folder);
    return report;
  }

  private Path emptied(Migration migration, String name) {
    Path folder = state(migration).resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", refused);
    }
    Verification.empty(folder);
    return folder;
  }

  private Verification.Setup setup(OpenMigration open) {
    Migration migration = open.migration();
    String queue = migration.sink().text("errors.deadletterqueue.topic.name", "");
    boolean outlives = settings.limits().continuous();
    return new Verification.Setup(
        open.sides(),
        open.reader(),
        migration.topic(),
        outlives ? new OutlivingOffsets(open::applied) : open::applied,
        Optional.of(queue).filter(name -> !name.isEmpty()),
        outlives ? new OutlivingFrontier(open.frontier()) : open.frontier(),
        rates(),
        limits(),
        state(migration)
            .resolve(settings.mode() instanceof VerifySettings.Mode.Digest ? "digest" : "pass"),
        name(migration),
        settings.showValues());
  }

  private Limits limits() {
    VerifySettings.Ending ending = settings.limits();
    return new Limits(
        ending.generations(),
        ending.patience(),
        ending.openMost(),
        ending.continuous(),
        ending.stopped());
  }

  private Rates rates() {
    VerifySettings.Reading reading = settings.reading();
    return new Rates(reading.readUnits(), reading.rows(), reading.segments(), PAGE_ITEMS);
  }

  private Path state(Migration migration) {
    return settings.state().orElseGet(() -> LastVerified.folder(migration));
  }

  /** Equal for two runs of which the second may go on where the first was stopped. */
  private String name(Migration migration) {
    return "%s %s %s %08x"
        .formatted(
            migration.table(),
            migration.topic(),
            migration.target(),
            Objects.hash(
                migration.sink().config(),
                migration.source().config(),
                settings.reading().segments()));
  }
}
