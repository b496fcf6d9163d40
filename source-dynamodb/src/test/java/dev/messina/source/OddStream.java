package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/** What happens to the stream of a {@link Trial} that a source may take for something else. */
final class OddStream {

  /** One for each life. */
  enum Oddity {
    NONE,
    /** It is ENABLING when the source starts. */
    BEGINS_LATE,
    /** Up to thirty pages without records stand anywhere. */
    EMPTY_PAGES,
    /** It is switched off, and another one is switched on later. */
    SWITCHED_OFF,
    /** It is switched off for good. */
    STAYS_OFF,
    /** No call gets through for 26 hours, while the tasks run on. */
    UNREACHABLE
  }

  private static final int EMPTY_PAGES_MAX = 30;
  private static final int HOURS_UNREACHABLE = 26;

  /** More than the source takes to see another stream and to agree upon an epoch. */
  private static final int SECONDS_UNTIL_IT_RECORDS = 180;

  private final Oddity oddity;
  private final FakeDynamoDb dynamoDb;
  private final ChangingTable table;
  private final MutableClock clock;
  private final Random random;
  private boolean unreachable;

  OddStream(
      Oddity oddity,
      FakeDynamoDb dynamoDb,
      ChangingTable table,
      MutableClock clock,
      Random random) {
    this.oddity = oddity;
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.clock = clock;
    this.random = random;
  }

  /** Whether it must be younger than the source. */
  boolean isYoung() {
    return oddity == Oddity.BEGINS_LATE;
  }

  /** How long after it was asked for it records changes. */
  Duration recordsAfter() {
    return oddity == Oddity.BEGINS_LATE || oddity == Oddity.SWITCHED_OFF
        ? Duration.ofMillis(random.nextInt(25_000))
        : Duration.ZERO;
  }

  /** Before the tasks start. */
  void prepare() {
    if (oddity == Oddity.EMPTY_PAGES) {
      dynamoDb.emptyPages(() -> random.nextInt(5) == 0 ? random.nextInt(EMPTY_PAGES_MAX + 1) : 0);
    }
  }

  /**
   * In the middle of the life.
   *
   * @param live lets the tasks run and the table change for so many seconds
   */
  void happen(IntConsumer live) {
    switch (oddity) {
      case SWITCHED_OFF -> {
        dynamoDb.disableStream();
        live.accept(random.nextInt(150));
        table.enableStreamAgain(Duration.ofSeconds(random.nextInt(SECONDS_UNTIL_IT_RECORDS)));
        live.accept(random.nextInt(SECONDS_UNTIL_IT_RECORDS));
      }
      case STAYS_OFF -> {
        dynamoDb.disableStream();
        live.accept(random.nextInt(30));
      }
      case UNREACHABLE -> beUnreachable(live);
      case NONE, BEGINS_LATE, EMPTY_PAGES -> {
        // All along.
      }
    }
  }

  /** Throws what a call fails with that does not get through. */
  void call() {
    if (unreachable) {
      throw LimitExceededException.builder().message("not now").build();
    }
  }

  /** Whether the loss that began is in the offsets. */
  static boolean isTold(Map<String, Object> loss) {
    return "".equals(loss.get("shard")) && (long) loss.get("detected_ms") > 0;
  }

  private void beUnreachable(IntConsumer live) {
    table.rollOver();
    live.accept(random.nextInt(6));
    unreachable = true;
    for (int hour = 0; hour < HOURS_UNREACHABLE; hour++) {
      table.write();
      live.accept(2);
      clock.advance(Duration.ofHours(1));
    }
    dynamoDb.trim(() -> false);
    unreachable = false;
    live.accept(5);
  }
}
