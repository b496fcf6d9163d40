package dev.messina.sink.route;

/**
 * How a topic's name becomes a table's. Nothing is replaced or left out to make a name fit, since
 * two topics could then meet in one table.
 *
 * @param text {@code keyspace.table} in which {@code ${topic}} stands for the topic, if it is there
 */
record TableFormat(String text) {

  static final String TOPIC = "${topic}";

  /** A topic may be a table's name, or a full name. */
  private static final String[] SAMPLES = {"topic", "keyspace.topic"};

  /**
   * Checks what can be checked before a topic is known.
   *
   * @throws IllegalArgumentException if no topic at all can make a table's name of the text
   */
  TableFormat {
    if (!makesName(text)) {
      throw new IllegalArgumentException(
          "must be keyspace.table with "
              + TOPIC
              + " where the topic belongs, such as shop."
              + TOPIC
              + "; letters, digits and underscores otherwise");
    }
  }

  boolean isFixed() {
    return !text.contains(TOPIC);
  }

  /**
   * The table of a topic.
   *
   * @throws IllegalArgumentException if the topic does not fit
   */
  TableName table(String topic) {
    return TableName.parse(text.replace(TOPIC, topic));
  }

  boolean fits(String topic) {
    return TableName.isOne(text.replace(TOPIC, topic));
  }

  private static boolean makesName(String text) {
    for (String sample : SAMPLES) {
      if (TableName.isOne(text.replace(TOPIC, sample))) {
        return true;
      }
    }
    return false;
  }
}
