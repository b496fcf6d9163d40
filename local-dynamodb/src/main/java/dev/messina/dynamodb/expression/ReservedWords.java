package dev.messina.dynamodb.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that no expression may use as the name of an attribute. */
final class ReservedWords {

  private static final Set<String> ALL = read();

  private ReservedWords() {}

  static boolean contains(String name) {
    return ALL.contains(name.toUpperCase(Locale.ROOT));
  }

  private static Set<String> read() {
    try (InputStream words = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
      String text = new String(words.readAllBytes(), StandardCharsets.US_ASCII);
      return Set.of(Pattern.compile("\\s+").split(text.strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
