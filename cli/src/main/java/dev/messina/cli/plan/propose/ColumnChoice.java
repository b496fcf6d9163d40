package dev.messina.cli.plan.propose;

import dev.messina.cli.plan.attribute.AttributeProfile;
import java.util.Map;
import java.util.Set;

/** Chooses the column of an attribute by what was seen of it. */
final class ColumnChoice {

  private static final Map<String, String> EXACT =
      Map.of(
          "S", "text",
          "N", "decimal",
          "B", "blob",
          "BOOL", "boolean",
          "SS", "frozen<set<text>>",
          "NS", "frozen<set<decimal>>",
          "BS", "frozen<set<blob>>");

  private static final Map<String, String> ELEMENTS = Map.of("S", "text", "N", "decimal");
  private static final Set<String> UNTOLD_BY_JSON = Set.of("SS", "NS", "BS", "B");

  private final boolean isNarrow;

  /**
   * @param isNarrow whether types may be chosen that not every value of DynamoDB's type fits
   */
  ColumnChoice(boolean isNarrow) {
    this.isNarrow = isNarrow;
  }

  /** Of a key attribute, whose type its table declares. */
  Column ofKey(String name, String type, AttributeProfile seen) {
    boolean isBigint = isNarrow && type.equals("N") && seen.count() > 0 && areBigints(seen);
    return Column.plain(name, isBigint ? "bigint" : EXACT.get(type), seen.name());
  }

  /** Of any other attribute. */
  Column of(String name, AttributeProfile seen) {
    for (Map.Entry<String, String> exact : EXACT.entrySet()) {
      if (seen.isOnly(exact.getKey())) {
        boolean isBigint = isNarrow && exact.getKey().equals("N") && areBigints(seen);
        return Column.plain(name, isBigint ? "bigint" : exact.getValue(), seen.name());
      }
    }
    if (isNarrow && isNative(seen)) {
      String element = ELEMENTS.get(seen.inside().keySet().iterator().next());
      String type =
          seen.isOnly("L") ? "frozen<list<" + element + ">>" : "frozen<map<text, " + element + ">>";
      return Column.plain(name, type, seen.name()).as("native");
    }
    return text(name, seen);
  }

  /** A text takes every value there is, of binaries the base64. */
  private static Column text(String name, AttributeProfile seen) {
    Column text = Column.plain(name, "text", seen.name());
    if (seen.isEver("B")) {
      text = text.converted("base64");
    }
    return seen.inside().keySet().stream().anyMatch(UNTOLD_BY_JSON::contains)
        ? text.as("dynamodb")
        : text;
  }

  private static boolean areBigints(AttributeProfile seen) {
    return seen.digits().areBigints();
  }

  /** Whether all its lists, or all its maps, hold scalars of one type. */
  private static boolean isNative(AttributeProfile seen) {
    return (seen.isOnly("L") || seen.isOnly("M"))
        && seen.inside().size() == 1
        && ELEMENTS.containsKey(seen.inside().keySet().iterator().next());
  }
}
