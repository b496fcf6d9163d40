package dev.messina.verification.reverse;

import java.util.Locale;

/** Which column an attribute becomes that no rule names. */
enum Naming {
  PRESERVE,
  LOWER,
  SNAKE_CASE;

  String columnOf(String attribute) {
    return switch (this) {
      case PRESERVE -> attribute;
      case LOWER -> attribute.toLowerCase(Locale.ROOT);
      case SNAKE_CASE -> snakeCase(attribute.codePoints().toArray());
    };
  }

  /** One underscore for all between two words; a word begins at a capital too: HTTPStatus. */
  private static String snakeCase(int[] characters) {
    StringBuilder column = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      boolean word = isOfWord(characters[i]);
      if (word && i > 0 && beginsWord(characters, i)) {
        column.append('_');
      }
      if (word) {
        column.appendCodePoint(characters[i]);
      } else if (i == 0 || isOfWord(characters[i - 1])) {
        column.append('_');
      }
    }
    return column.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isOfWord(int character) {
    return Character.isLetter(character) || isNumber(character);
  }

  private static boolean isNumber(int character) {
    return switch (Character.getType(character)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean beginsWord(int[] characters, int at) {
    if (!isCapital(characters[at])) {
      return false;
    }
    int before = characters[at - 1];
    boolean smallFollows = at + 1 < characters.length && isSmall(characters[at + 1]);
    return isSmall(before) || isNumber(before) || (isCapital(before) && smallFollows);
  }

  private static boolean isCapital(int character) {
    return Character.getType(character) == Character.UPPERCASE_LETTER;
  }

  private static boolean isSmall(int character) {
    return Character.getType(character) == Character.LOWERCASE_LETTER;
  }
}
