package dev.messina.cli.verify;

import dev.messina.verification.item.SourceItems;
import java.time.Duration;
import java.util.Locale;

/**
 * What a run will read, by DynamoDB's own estimate of the table, which is some hours old.
 *
 * @param readUnits of eventually consistent reads: half a unit for each 4 KB
 * @param seconds at the least, at the given rates; 0 where nothing limits it
 */
record Cost(long items, long readUnits, long seconds) {

  private static final long BYTES_PER_UNIT = 8_192;

  static Cost of(SourceItems source, VerifySettings settings) {
    if (settings.mode() instanceof VerifySettings.Mode.Sample sample) {
      return new Cost(sample.items(), 2L * sample.items(), 0);
    }
    if (settings.mode() instanceof VerifySettings.Mode.Keys) {
      return new Cost(0, 0, 0);
    }
    long items = source.itemsEstimated();
    long units = Math.max(items == 0 ? 0 : 1, source.bytesEstimated() / BYTES_PER_UNIT);
    return new Cost(items, units, seconds(items, units, settings.reading()));
  }

  private static long seconds(long items, long units, VerifySettings.Reading reading) {
    double byUnits = reading.readUnits() > 0 ? units / reading.readUnits() : 0;
    double byRows = reading.rows() > 0 ? 2.0 * items / reading.rows() : 0;
    return (long) Math.max(byUnits, byRows);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Reads about %,d items for %,d read units of DynamoDB%s; then 1 unit and more for each item"
            + " that changes meanwhile.",
        items,
        readUnits,
        seconds == 0 ? "" : ", at least " + Duration.ofSeconds(seconds).toString().substring(2));
  }
}
