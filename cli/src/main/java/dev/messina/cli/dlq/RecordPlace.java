package dev.messina.cli.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record lies. */
public record RecordPlace(String topic, int partition, long offset) {

  private static final Pattern FORM =
      Pattern.compile("(?:(?<topic>.+)-)?(?<partition>\\d{1,9})@(?<offset>\\d{1,18})");

  /**
   * Reads {@code TOPIC-PARTITION@OFFSET}, or without the topic.
   *
   * @param otherwise the topic where none is named
   * @throws IllegalArgumentException if it is something else
   */
  public static RecordPlace parse(String text, String otherwise) {
    Matcher place = FORM.matcher(text);
    if (!place.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no PARTITION@OFFSET, such as 0@17; messina dlq list shows them.");
    }
    String topic = place.group("topic");
    return new RecordPlace(
        topic == null ? otherwise : topic,
        Integer.parseInt(place.group("partition")),
        Long.parseLong(place.group("offset")));
  }

  /** As {@code TOPIC-PARTITION@OFFSET}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
