package dev.messina.shadow;

import dev.messina.shadow.Look.Sight;
import dev.messina.verification.check.Outcome;
import dev.messina.verification.expect.Expected;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Looks at keys in both stores. Thread-safe as far as the readers are. */
final class Looker {

  private static final String NO_ITEM = "";

  private final Stores stores;
  private final boolean showsValues;
  private final Clock clock;

  /** The item at one moment, and the row that it must have. */
  private record Item(Optional<Map<String, AttributeValue>> item, Expected expected) {

    String print() {
      return item.map(found -> digest(ItemJson.write(new TreeMap<>(found)))).orElse(NO_ITEM);
    }
  }

  Looker(Stores stores, boolean showsValues, Clock clock) {
    this.stores = stores;
    this.showsValues = showsValues;
    this.clock = clock;
  }

  /**
   * Reads the item, then its rows. Where one differs, the item is read again: what counts is a read
   * of the item after the row was seen, with another row expected.
   *
   * @param more rows to look at besides the one that the item has
   * @throws RuntimeException if a side cannot be read
   */
  Look look(ItemKey key, Set<RowKey> more, FrontierView view) {
    Item before = read(key);
    Set<RowKey> rows = new LinkedHashSet<>(more);
    own(key, before.expected()).ifPresent(rows::add);
    Map<RowKey, Optional<FoundRow>> found = new LinkedHashMap<>();
    rows.forEach(row -> found.put(row, stores.rows().read(row)));
    List<Sight> sights = sights(found, before, before);
    if (sights.stream().anyMatch(Sight::differs)) {
      sights = sights(found, before, read(key));
    }
    return new Look(key, view, sights);
  }

  private Item read(ItemKey key) {
    Optional<Map<String, AttributeValue>> item = stores.items().read(key);
    // Transforms need not be made for several threads; a record takes them microseconds.
    synchronized (stores.mapping()) {
      return new Item(
          item, item.map(found -> stores.mapping().of(key, found)).orElseGet(Expected.None::new));
    }
  }

  /** The row that the item has; if it has none, the one that it would have by its key alone. */
  private Optional<RowKey> own(ItemKey key, Expected expected) {
    synchronized (stores.mapping()) {
      return expected instanceof Expected.None
          ? stores.mapping().rowOfKeyAlone(key)
          : stores.mapping().rowKeyOf(key, expected);
    }
  }

  private List<Sight> sights(Map<RowKey, Optional<FoundRow>> found, Item before, Item after) {
    Instant read = clock.instant();
    String print = after.print();
    boolean same = print.equals(before.print());
    List<Sight> sights = new ArrayList<>();
    found.forEach(
        (row, one) -> {
          Outcome outcome = Outcome.of(row, after.expected(), one, read);
          sights.add(
              new Sight(
                  Optional.of(row),
                  outcome,
                  read,
                  Sight.print(one),
                  one.map(FoundRow::writeMicros).orElseGet(OptionalLong::empty),
                  print,
                  same,
                  values(after.expected(), outcome, one)));
        });
    if (found.isEmpty() && after.expected() instanceof Expected.Unwritable unwritable) {
      sights.add(withoutRow(unwritable, read, print, same));
    }
    return sights;
  }

  private static Sight withoutRow(
      Expected.Unwritable unwritable, Instant read, String print, boolean same) {
    return new Sight(
        Optional.empty(),
        Outcome.ofNoRow(unwritable),
        read,
        Sight.NO_ROW,
        OptionalLong.empty(),
        print,
        same,
        Map.of());
  }

  private Map<String, List<String>> values(
      Expected expected, Outcome outcome, Optional<FoundRow> found) {
    return showsValues
            && outcome instanceof Outcome.Differs differs
            && expected instanceof Expected.Row row
            && found.isPresent()
        ? row.besides(found.get(), differs.columns())
        : Map.of();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
