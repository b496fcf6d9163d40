package dev.messina.transforms.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which column an attribute becomes that no rule names. */
public enum NameStrategy {
  /** The one of its own name. */
  PRESERVE,
  /** Its name in lower case. */
  LOWER,
  /** Words in lower case, with an underscore between them: orderId and "Order ID" are order_id. */
  SNAKE_CASE;

  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  public String columnOf(String attribute) {
    return switch (this) {
      case PRESERVE -> attribute;
      case LOWER -> attribute.toLowerCase(Locale.ROOT);
      case SNAKE_CASE -> snakeCase(attribute);
    };
  }

  private static String snakeCase(String attribute) {
    String words = HUMP.matcher(OTHER.matcher(attribute).replaceAll("_")).replaceAll("_");
    return words.toLowerCase(Locale.ROOT);
  }
}
