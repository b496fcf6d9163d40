package dev.messina.cli.plan.attribute;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the strings and numbers of an attribute may be meant as. For use by one thread. */
public final class Meanings {

  private static final BigDecimal SECONDS_FROM = new BigDecimal("946684800");
  private static final BigDecimal SECONDS_TO = new BigDecimal("4102444800");
  private static final BigDecimal THOUSAND = new BigDecimal(1_000);

  private final Map<TextForm, Long> texts = new EnumMap<>(TextForm.class);
  private final Map<TextForm, Map<String, String>> converted = new EnumMap<>(TextForm.class);
  private final Map<TextForm, Set<String>> collided = new EnumMap<>(TextForm.class);
  private final boolean isKey;
  private long strings;
  private long numbers;
  private long seconds;
  private long milliseconds;

  /**
   * @param isKey whether two values may not become one
   */
  Meanings(boolean isKey) {
    this.isKey = isKey;
  }

  void addText(String text) {
    strings++;
    for (TextForm form : TextForm.values()) {
      Optional<String> meant = form.converted(text);
      if (meant.isPresent()) {
        texts.merge(form, 1L, Long::sum);
        if (isKey) {
          addKey(form, text, meant.get());
        }
      }
    }
  }

  private void addKey(TextForm form, String text, String meant) {
    String first = converted.computeIfAbsent(form, any -> new HashMap<>()).putIfAbsent(meant, text);
    if (first != null && !first.equals(text)) {
      Set<String> texts = collided.computeIfAbsent(form, any -> new HashSet<>());
      texts.add(first);
      texts.add(text);
    }
  }

  void addNumber(BigDecimal number) {
    numbers++;
    boolean isWhole = number.stripTrailingZeros().scale() <= 0;
    if (isWhole && isBetween(number, SECONDS_FROM, SECONDS_TO)) {
      seconds++;
    } else if (isWhole
        && isBetween(number, SECONDS_FROM.multiply(THOUSAND), SECONDS_TO.multiply(THOUSAND))) {
      milliseconds++;
    }
  }

  private static boolean isBetween(BigDecimal number, BigDecimal from, BigDecimal to) {
    return number.compareTo(from) >= 0 && number.compareTo(to) < 0;
  }

  /** What all its strings are, where they are all of one form. */
  public Optional<TextForm> ofTexts() {
    return texts.entrySet().stream()
        .filter(form -> form.getValue() == strings)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How many strings of a key there are that would be one with another as this form. */
  public int collisions(TextForm form) {
    return collided.getOrDefault(form, Set.of()).size();
  }

  /** Whether all its numbers are like seconds since 1970, of this century. */
  public boolean areSeconds() {
    return numbers > 0 && seconds == numbers;
  }

  /** Whether all its numbers are like milliseconds since 1970, of this century. */
  public boolean areMilliseconds() {
    return numbers > 0 && milliseconds == numbers;
  }

  /** How many numbers are like milliseconds since 1970. */
  public long milliseconds() {
    return milliseconds;
  }

  /** A word for a time or form that all values have; empty for none. */
  public String word() {
    if (strings > 0 && numbers == 0) {
      return ofTexts().map(TextForm::word).orElse("");
    }
    if (strings > 0) {
      return "";
    }
    return areSeconds() ? "epoch_s" : areMilliseconds() ? "epoch_ms" : "";
  }
}
