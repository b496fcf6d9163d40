package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record can get. An item has up to 400 KB; as JSON text, with base64 for binary values
 * and the escapes of a JSON converter, it is reckoned at twice that. Items of very many very small
 * values can exceed it, and {@code oversize.policy} decides about them as about any other.
 *
 * <p>Whatever the policy, Kafka must take what {@code record.max.bytes} lets through. A limit below
 * the largest record is refused only where {@code oversize.policy=fail} is written, since there the
 * first large item would stop the task; with the other policies it is as they say, and where
 * nothing is written it is worth a warning.
 */
final class RecordSize {

  static final String BEFORE_IMAGES = "before.images";
  static final String MAX_BYTES = "record.max.bytes";
  static final String OVERSIZE_POLICY = "oversize.policy";
  static final String REQUEST_SIZE = "producer.override.max.request.size";

  private static final Logger LOG = LoggerFactory.getLogger(RecordSize.class);

  private static final long ITEM_MAX = 400 * 1024;
  private static final long GROWTH = 2;
  private static final long ENVELOPE = 64 * 1024;
  private static final long MAX_BYTES_DEFAULT = 1_048_576;

  private final Map<String, String> properties;
  private final OptionErrors errors;
  private final long needed;

  RecordSize(Map<String, String> properties, OptionErrors errors) {
    this.properties = properties;
    this.errors = errors;
    boolean both = properties.getOrDefault(BEFORE_IMAGES, "full").equals("full");
    this.needed = ENVELOPE + GROWTH * ITEM_MAX * (both ? 2 : 1);
  }

  /** Checks what the connector's own producer may send, if that is set. */
  void checkProducer() {
    number(REQUEST_SIZE)
        .ifPresent(
            bytes ->
                check(
                    "The producer sends",
                    bytes,
                    REQUEST_SIZE,
                    needed -> "Set " + REQUEST_SIZE + "=" + needed + "."));
  }

  /**
   * Checks one limit.
   *
   * @param whose whose it is, as the beginning of a sentence
   * @param remedy what to do, given the bytes that are needed
   */
  void check(String whose, long limit, String option, LongFunction<String> remedy) {
    long letThrough = number(MAX_BYTES).orElse(MAX_BYTES_DEFAULT);
    String policy = properties.getOrDefault(OVERSIZE_POLICY, "");
    String upTo = whose + " records of up to " + limit + " bytes only, and ";
    if (limit < letThrough) {
      errors.add(
          option,
          upTo
              + MAX_BYTES
              + " lets records of "
              + letThrough
              + " through. "
              + remedy.apply(letThrough)
              + " Or lower "
              + MAX_BYTES
              + ".");
    } else if (limit < needed && policy.equals("fail")) {
      errors.add(option, largest(upTo, remedy));
    } else if (limit < needed && policy.isEmpty()) {
      LOG.warn("{} Or say with {} what becomes of them.", largest(upTo, remedy), OVERSIZE_POLICY);
    }
  }

  private String largest(String upTo, LongFunction<String> remedy) {
    return upTo
        + "the largest items may need "
        + needed
        + ". "
        + remedy.apply(needed)
        + " Raise "
        + MAX_BYTES
        + " and "
        + REQUEST_SIZE
        + " with it.";
  }

  /** What is no number is reported elsewhere. */
  private OptionalLong number(String option) {
    try {
      String text = properties.get(option);
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
