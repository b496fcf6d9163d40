package dev.messina.shadow;

import dev.messina.shadow.Look.Sight;
import dev.messina.verification.check.Difference;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that were seen to differ, and what came of each, up to a number. Thread-safe. */
final class OpenKeys {

  private final int most;
  private final Duration unknownLimit;
  private final Map<ItemKey, Map<Optional<RowKey>, OpenCase>> keys = new LinkedHashMap<>();

  /**
   * What a look has changed.
   *
   * @param counting what counts from now on
   * @param excused how many differences it has shown to be lag
   * @param dropped how many were forgotten for it
   */
  record Change(Answer answer, List<Difference> counting, int excused, int dropped) {}

  OpenKeys(int most, Duration unknownLimit) {
    this.most = most;
    this.unknownLimit = unknownLimit;
  }

  /** The rows of a key that are remembered, to be looked at whatever the item is now. */
  synchronized Set<RowKey> rowsOf(ItemKey key) {
    Set<RowKey> rows = new LinkedHashSet<>();
    keys.getOrDefault(key, Map.of()).keySet().forEach(row -> row.ifPresent(rows::add));
    return rows;
  }

  /** The keys of which a look now would settle something, the oldest first. */
  synchronized List<ItemKey> due(FrontierView view, Instant now) {
    return keys.entrySet().stream()
        .filter(
            key ->
                key.getValue().values().stream()
                    .anyMatch(one -> one.isDue(view, unknownLimit, now)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Takes a look in. */
  synchronized Change take(Look look) {
    Map<Optional<RowKey>, OpenCase> cases = keys.getOrDefault(look.key(), new HashMap<>());
    List<Difference> counting = new ArrayList<>();
    int excused = 0;
    boolean waits = false;
    boolean differs = false;
    for (Sight sight : look.sights()) {
      OpenCase known = cases.get(sight.row());
      boolean continues = known != null && sight.differs() && known.isOfSameRow(sight);
      if (!continues) {
        excused += known != null && known.isOpen() ? 1 : 0;
        cases.remove(sight.row());
        if (sight.differs()) {
          cases.put(sight.row(), new OpenCase(look.key(), sight));
          waits = true;
        }
        continue;
      }
      OpenCase.Step step = known.see(sight, look.view(), unknownLimit);
      if (step == OpenCase.Step.COUNTS) {
        counting.add(known.difference(sight));
      }
      waits |= step == OpenCase.Step.WAITS;
      differs |= step != OpenCase.Step.WAITS;
    }
    excused += closeRowless(look, cases);
    int dropped = keep(look.key(), cases);
    return new Change(answer(look, differs, waits), counting, excused, dropped);
  }

  /** An item that has a row now is no longer one of which none can be made. */
  private static int closeRowless(Look look, Map<Optional<RowKey>, OpenCase> cases) {
    boolean seen = look.sights().stream().anyMatch(sight -> sight.row().isEmpty());
    OpenCase rowless = seen ? null : cases.remove(Optional.<RowKey>empty());
    return rowless != null && rowless.isOpen() ? 1 : 0;
  }

  private static Answer answer(Look look, boolean differs, boolean waits) {
    if (look.sights().isEmpty()) {
      return Answer.UNCOMPARED;
    }
    if (differs) {
      return Answer.DIFFERENT;
    }
    return waits ? Answer.OPEN : Answer.EQUAL;
  }

  private int keep(ItemKey key, Map<Optional<RowKey>, OpenCase> cases) {
    if (cases.isEmpty()) {
      keys.remove(key);
      return 0;
    }
    keys.putIfAbsent(key, cases);
    int dropped = 0;
    Iterator<Map<Optional<RowKey>, OpenCase>> oldest = keys.values().iterator();
    while (keys.size() > most) {
      dropped += oldest.next().size();
      oldest.remove();
    }
    return dropped;
  }

  synchronized long open() {
    return openCases().size();
  }

  synchronized Optional<Instant> oldest() {
    return openCases().stream().map(OpenCase::opened).min(Instant::compareTo);
  }

  private List<OpenCase> openCases() {
    return keys.values().stream()
        .flatMap(cases -> cases.values().stream())
        .filter(OpenCase::isOpen)
        .toList();
  }
}
