package dev.messina.cli.plan.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.plan.attribute.Profile;
import dev.messina.cli.plan.propose.TopicSettings;
import dev.messina.cli.plan.table.KeyPart;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Estimates beside what was worked out by hand. */
class EstimateTest {

  private static final Prices PRICES =
      new Prices("2026-11-01", "us-east-1", "USD", 0.125, 0.2, 0.1);

  /** 33 bytes as it stands in a record: 27, and a backslash for each of the 6 quotes. */
  private static final String ITEM = "{\"id\":{\"S\":\"abcdefghijkl\"}}";

  @Test
  void aTableOfOneGigabyteWithFiftyChangesASecond() throws IOException {
    Estimate estimate = estimate(OptionalDouble.of(50), false);

    // 8,192,000,000 bytes are 1,000,000 units of 8 KB and the one that is begun.
    assertThat(estimate.readUnits()).isEqualTo(1_000_001);
    // At 500 a second.
    assertThat(estimate.snapshot()).isEqualTo(Duration.ofSeconds(2_000));
    assertThat(estimate.topic()).isEqualTo(new Estimate.Topic(933, 1_866_000_000, 400_000_000));
    // 50 a second are 4,320,000 a day, of 933 bytes before and 300 bytes after compression. 7 days
    // of them and the snapshot lie there three times. 4 shards are asked once a second.
    assertThat(estimate.stream())
        .contains(
            new Estimate.Changes(
                50,
                4_030_560_000L,
                1_296_000_000,
                3 * (400_000_000L + 7 * 1_296_000_000L),
                345_600));
    // 1.000001 million units at 0.125, 0.3456 million reads at 0.2, 28.416 GB at 0.1.
    Estimate.Cost cost = estimate.cost().orElseThrow();
    assertThat(cost.snapshot()).isCloseTo(0.125000125, within(1e-9));
    assertThat(cost.streamPerDay()).isCloseTo(0.06912, within(1e-9));
    assertThat(cost.diskPerMonth()).isCloseTo(2.8416, within(1e-9));
  }

  @Test
  void aYoungStreamDoublesTheUnitsAndNothingElse() throws IOException {
    Estimate estimate = estimate(OptionalDouble.empty(), true);
    assertThat(estimate.readUnits()).isEqualTo(2_000_002);
    assertThat(estimate.snapshot()).isEqualTo(Duration.ofSeconds(4_000));
    assertThat(estimate.stream()).isEmpty();
    assertThat(estimate.cost().orElseThrow().snapshot()).isCloseTo(0.25000025, within(1e-9));
    assertThat(estimate.cost().orElseThrow().diskPerMonth()).isZero();
  }

  @Test
  void fullBatchesTakeLessOfTheDiskThanSingleChanges() {
    List<String> items = Collections.nCopies(200, ITEM);
    OnDisk seldom = OnDisk.of(items, false, 1, 1, 4);
    OnDisk often = OnDisk.of(items, false, 4_000, 2, 4);
    OnDisk withOldImages = OnDisk.of(items, true, 1, 1, 4);
    assertThat(seldom.recordBytes()).isEqualTo(often.recordBytes()).isLessThan(400);
    assertThat(often.changeBytes()).isGreaterThanOrEqualTo(often.recordBytes());
    assertThat(seldom.changeBytes()).isGreaterThan(2 * often.changeBytes());
    assertThat(withOldImages.changeBytes()).isGreaterThan(seldom.changeBytes());
    assertThat(OnDisk.of(List.of(), true, 0, 0, 4)).isEqualTo(new OnDisk(61, 61));
  }

  private static Estimate estimate(OptionalDouble changes, boolean isYoung) throws IOException {
    Profile profile = new Profile(List.of(KeyPart.parse("id:S")));
    profile.add(new ObjectMapper().readTree(ITEM));
    return Estimate.of(
        2_000_000,
        8_192_000_000L,
        profile,
        new OnDisk(200, 300),
        new TopicSettings("shop.orders", 4, TopicSettings.RETENTION_LEAST_MS, false),
        new Estimate.Terms(500, isYoung, 3, 4, changes, Optional.of(PRICES)));
  }
}
