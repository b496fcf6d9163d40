package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastVerifiedTest {

  private static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<Integer, Long> TOPIC = Map.of(0, 17L, 11, 0L);

  @TempDir private Path folder;

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(LastVerified.read(folder.resolve("none"))).isEmpty();
    LastVerified last =
        new LastVerified("d", Report.Verdict.VERIFIED, UNTIL.plusSeconds(1), UNTIL, TOPIC);
    last.write(folder.resolve("new"));
    assertThat(LastVerified.read(folder.resolve("new"))).contains(last);
    assertThat(last.isVerified()).isTrue();
  }

  @Test
  void aDifferenceTakesTheVerdictBackAndLeavesThePlace() {
    VerdictKeeper keeper = new VerdictKeeper(folder, "d", Optional.empty());
    keeper.verified(UNTIL, TOPIC);
    keeper.generation(generation(Report.Verdict.UNKNOWN));
    assertThat(LastVerified.read(folder).orElseThrow().isVerified()).isTrue();

    keeper.generation(generation(Report.Verdict.DIFFERENCES));
    LastVerified after = LastVerified.read(folder).orElseThrow();
    assertThat(after.isVerified()).isFalse();
    assertThat(after.topic()).isEqualTo(TOPIC);
    assertThat(after.until()).isEqualTo(UNTIL);

    keeper.verified(UNTIL.plusSeconds(9), Map.of(0, 20L));
    assertThat(LastVerified.read(folder).orElseThrow().topic()).isEqualTo(Map.of(0, 20L));
  }

  private static Generation generation(Report.Verdict verdict) {
    return new Generation(
        1,
        UNTIL,
        verdict,
        Optional.empty(),
        new Generation.Open(1, 1, Optional.of(UNTIL)),
        0,
        Duration.ZERO);
  }
}
