package dev.messina.source.snapshot;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.ItemJson;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Listed keys, held against what DynamoDB takes and what a table's offset has room for, before
 * anything is decided about them. The bounds are those of the DynamoDB developer guide, chapters
 * "Constraints" and "Supported data types".
 */
public final class ListedKeys {

  /** Of the keys as they stand in an offset, of which Kafka takes a megabyte by default. */
  static final int OFFSET_BYTES_MAX = 256 * 1024;

  private static final int PARTITION_KEY_BYTES_MAX = 2_048;
  private static final int SORT_KEY_BYTES_MAX = 1_024;
  private static final int DIGITS_MAX = 38;
  private static final int EXPONENT_MIN = -130;
  private static final int EXPONENT_MAX = 125;

  private ListedKeys() {}

  /**
   * Why keys cannot be read, without a value of them; empty if they can.
   *
   * @param schema the table's key, the partition key first
   * @param keys as DynamoDB JSON
   */
  public static Optional<String> problem(List<KeyAttribute> schema, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      Optional<String> problem = problem(schema, ItemJson.readKey(keys.get(i)));
      if (problem.isPresent()) {
        return Optional.of(
            "key %d of %d %s; the table's key is %s"
                .formatted(i + 1, keys.size(), problem.get(), text(schema)));
      }
    }
    return problemOfSize(keys);
  }

  private static Optional<String> problemOfSize(List<String> keys) {
    long bytes = 2;
    int fit = 0;
    for (String key : keys) {
      bytes += JsonStringEncoder.getInstance().quoteAsUTF8(key).length + 1;
      fit += bytes <= OFFSET_BYTES_MAX ? 1 : 0;
    }
    return bytes <= OFFSET_BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            "its %d keys take %d bytes in the table's offset, which has room for %d; the first %d"
                    .formatted(keys.size(), bytes, OFFSET_BYTES_MAX, fit)
                + " fit, send the others in signals of their own");
  }

  private static Optional<String> problem(
      List<KeyAttribute> schema, Map<String, AttributeValue> key) {
    Set<String> names = new HashSet<>();
    schema.forEach(attribute -> names.add(attribute.name()));
    if (!key.keySet().equals(names)) {
      return Optional.of("does not consist of the attributes of the table's key");
    }
    for (int i = 0; i < schema.size(); i++) {
      KeyAttribute attribute = schema.get(i);
      AttributeValue value = key.get(attribute.name());
      Optional<String> problem =
          value.type().name().equals(attribute.type().name())
              ? problem(value, i == 0 ? PARTITION_KEY_BYTES_MAX : SORT_KEY_BYTES_MAX)
              : Optional.of("has type " + value.type());
      if (problem.isPresent()) {
        return problem.map(what -> "cannot be: attribute '" + attribute.name() + "' " + what);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(AttributeValue value, int bytesMax) {
    return switch (value.type()) {
      case S -> problemOfString(value.s(), bytesMax);
      case N -> problemOfNumber(new BigDecimal(value.n()).stripTrailingZeros());
      default -> problemOfLength(value.b().asByteArrayUnsafe().length, bytesMax);
    };
  }

  private static Optional<String> problemOfString(String text, int bytesMax) {
    try {
      int bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).limit();
      return problemOfLength(bytes, bytesMax);
    } catch (CharacterCodingException e) {
      return Optional.of("holds half of a surrogate pair, which is no character");
    }
  }

  private static Optional<String> problemOfLength(int bytes, int bytesMax) {
    if (bytes == 0) {
      return Optional.of("is empty");
    }
    return bytes <= bytesMax
        ? Optional.empty()
        : Optional.of("has " + bytes + " bytes, of which DynamoDB takes " + bytesMax);
  }

  private static Optional<String> problemOfNumber(BigDecimal number) {
    if (number.signum() == 0) {
      return Optional.empty();
    }
    if (number.precision() > DIGITS_MAX) {
      return Optional.of(
          "has " + number.precision() + " digits, of which DynamoDB takes " + DIGITS_MAX);
    }
    int exponent = number.precision() - number.scale() - 1;
    return exponent >= EXPONENT_MIN && exponent <= EXPONENT_MAX
        ? Optional.empty()
        : Optional.of(
            "lies outside of DynamoDB's numbers, 1E-130 to 9.99...E+125 either side of 0");
  }

  private static String text(List<KeyAttribute> schema) {
    return schema.stream()
        .map(attribute -> attribute.name() + " (" + attribute.type() + ")")
        .collect(Collectors.joining(", "));
  }
}
