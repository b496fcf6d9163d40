package dev.messina.cli.verify;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps in a folder what a verification of a whole table says, generation by generation. */
final class VerdictKeeper implements Progress {

  private final Path folder;
  private final String deployment;
  private Optional<LastVerified> last;

  /**
   * @param last what the folder holds of the same deployment, if anything
   */
  VerdictKeeper(Path folder, String deployment, Optional<LastVerified> last) {
    this.folder = folder;
    this.deployment = deployment;
    this.last = last;
  }

  @Override
  public void phase(String words) {
    // Only verdicts are kept.
  }

  @Override
  public void reached(long done, long expected) {
    // Only verdicts are kept.
  }

  /** A difference that counts makes of what was verified before something to be verified again. */
  @Override
  public void generation(Generation ended) {
    if (ended.verdict() == Report.Verdict.DIFFERENCES) {
      keep(
          new LastVerified(
              deployment,
              Report.Verdict.DIFFERENCES,
              ended.at(),
              last.map(LastVerified::until).orElse(Instant.EPOCH),
              last.map(LastVerified::topic).orElse(Map.of())));
    }
  }

  @Override
  public void verified(Instant until, Map<Integer, Long> topic) {
    keep(new LastVerified(deployment, Report.Verdict.VERIFIED, Instant.now(), until, topic));
  }

  private void keep(LastVerified verdict) {
    verdict.write(folder);
    last = Optional.of(verdict);
  }
}
