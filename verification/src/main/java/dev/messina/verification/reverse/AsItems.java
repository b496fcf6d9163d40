package dev.messina.verification.reverse;

import dev.messina.verification.expect.Deployed;
import dev.messina.verification.row.ColumnTypes;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.yaml.snakeyaml.error.YAMLException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Turns rows back and holds them against items, so that a fault of the transforms is found that
 * made the row and the expected row alike. Thread-safe.
 */
public final class AsItems {

  private static final String ITEM_TO_ROW = "ItemToRow";
  private static final String FILTER = "Filter";
  private static final int NAMES_MAX = 100;

  private final Rules rules;
  private final Set<String> taken;
  private final TurnedBack.Table table;
  private final Optional<String> refusal;
  private final LongAdder compared = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /**
   * What was compared, repetitions included.
   *
   * @param compared how many values of items
   * @param leftOut how many were not, as no column tells them without loss
   * @param names of these attributes, in order; the first {@value AsItems#NAMES_MAX} that were met
   * @param refusal why nothing was compared at all, in half a sentence; empty if it was
   */
  public record Counts(long compared, long leftOut, List<String> names, Optional<String> refusal) {

    public Counts {
      names = List.copyOf(names);
    }
  }

  private AsItems(Rules rules, TurnedBack.Table table, Optional<String> refusal) {
    this.rules = rules;
    this.taken = rules.taken();
    this.table = table;
    this.refusal = refusal;
  }

  /** As a sink with these options fills a table. */
  public static AsItems of(Deployed sink, ColumnTypes types) {
    boolean merged = sink.text("write.mode", "replace").equalsIgnoreCase("merge");
    TurnedBack.Table table = new TurnedBack.Table(types, choices(sink, types.name()), merged);
    List<String> others =
        sink.list("transforms").stream().filter(alias -> !isOf(sink, alias, FILTER)).toList();
    if (others.size() != 1 || !isOf(sink, others.get(0), ITEM_TO_ROW)) {
      return refused(table, "other transforms than one ItemToRow make the rows");
    }
    String prefix = "transforms." + others.get(0) + ".";
    if (!sink.text(prefix + "predicate", "").isEmpty()) {
      return refused(table, "a predicate decides which records ItemToRow makes rows of");
    }
    try {
      Rules rules = RulesReader.read(sink.text(prefix + "mapping", ""));
      return new AsItems(rules, table, Optional.empty());
    } catch (IllegalArgumentException | YAMLException notUnderstood) {
      return refused(table, "the mapping says something that is not turned back");
    }
  }

  private static AsItems refused(TurnedBack.Table table, String reason) {
    return new AsItems(Rules.none(), table, Optional.of(reason));
  }

  private static boolean isOf(Deployed sink, String alias, String type) {
    String name = sink.text("transforms." + alias + ".type", "");
    return name.substring(name.lastIndexOf('.') + 1).equals(type);
  }

  private static Map<String, Set<String>> choices(Deployed sink, String table) {
    Map<String, Set<String>> choices = new HashMap<>();
    for (String conversion : sink.list("column.conversions")) {
      int colon = conversion.lastIndexOf(':');
      String column = conversion.substring(0, Math.max(colon, 0)).strip();
      String name = column.startsWith("`") ? column.substring(1, column.length() - 1) : column;
      String own = name.startsWith(table + ".") ? name.substring(table.length() + 1) : name;
      choices
          .computeIfAbsent(own, any -> new HashSet<>())
          .add(conversion.substring(colon + 1).strip());
    }
    return choices;
  }

  /** Values of an item that its row does not say; none if it says all that columns can tell. */
  public List<Unlike> unlike(Map<String, AttributeValue> item, RowKey key, FoundRow row) {
    if (refusal.isPresent()) {
      return List.of();
    }
    TurnedBack back = new TurnedBack(rules, table, item, key, row).compare(taken);
    compared.add(back.compared());
    leftOut.add(back.leftOut().size());
    for (String name : back.leftOut()) {
      if (names.size() < NAMES_MAX) {
        names.add(name);
      }
    }
    return back.unlike();
  }

  public Counts counts() {
    return new Counts(compared.sum(), leftOut.sum(), List.copyOf(new TreeSet<>(names)), refusal);
  }
}
