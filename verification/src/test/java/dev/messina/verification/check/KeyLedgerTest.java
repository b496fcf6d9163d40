package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.row.TargetRows.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLedgerTest {

  private static final int BITS = 6;

  @TempDir private Path folder;

  @Test
  void theSlicesAreTheWholeRing() {
    KeyLedger ledger = new KeyLedger(folder, BITS);

    assertThat(ledger.firstToken(0)).isEqualTo(Long.MIN_VALUE);
    for (int slice = 1; slice < ledger.slices(); slice++) {
      assertThat(ledger.firstToken(slice)).isEqualTo(ledger.lastToken(slice - 1) + 1);
    }
    assertThat(ledger.lastToken(ledger.slices() - 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void everyKeyIsInTheSliceOfItsToken() {
    KeyLedger ledger = new KeyLedger(folder, BITS);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      ledger.add(new Place(random.nextLong(), i, -i));
    }
    ledger.flush();

    random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      int slice = slice(ledger, random.nextLong());
      assertThat(ledger.read(slice)).contains(new KeyLedger.Hash(i, -i));
      if (i % 100 == 0) {
        assertThat(ledger.read((slice + 1) % ledger.slices()))
            .doesNotContain(new KeyLedger.Hash(i, -i));
      }
    }
  }

  private static int slice(KeyLedger ledger, long token) {
    int slice = 0;
    while (token > ledger.lastToken(slice)) {
      slice++;
    }
    return slice;
  }

  @Test
  void aLaterRunGoesOnBehindATornEntry() throws IOException {
    KeyLedger killed = new KeyLedger(folder, BITS);
    killed.add(new Place(Long.MIN_VALUE, 1, 2));
    killed.flush();
    Files.write(folder.resolve("keys-0000"), new byte[7], StandardOpenOption.APPEND);

    KeyLedger later = new KeyLedger(folder, BITS);
    later.add(new Place(Long.MIN_VALUE, 3, 4));
    later.flush();

    assertThat(later.read(0))
        .containsExactlyInAnyOrder(new KeyLedger.Hash(1, 2), new KeyLedger.Hash(3, 4));
  }

  @Test
  void slicesGrowWithTheTable() {
    assertThat(KeyLedger.bitsFor(0)).isEqualTo(6);
    assertThat(KeyLedger.bitsFor(10_000_000)).isEqualTo(8);
    assertThat(KeyLedger.bitsFor(100_000_000_000L)).isEqualTo(12);
  }
}
