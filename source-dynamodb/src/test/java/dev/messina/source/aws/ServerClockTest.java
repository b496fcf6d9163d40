package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.messina.source.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServerClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MutableClock worker = new MutableClock(START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final ServerClock clock = new ServerClock(worker, nanos::get);

  @Test
  void isTheWorkersClockUntilDynamoDbAnswers() {
    pass(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void staysWhereItIsWhenDynamoDbAgreesWithinTheGrain() {
    answer(START.minusSeconds(1));
    assertThat(clock.instant()).isEqualTo(START);
    answer(START.plusSeconds(1));
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void followsDynamoDbWhenTheWorkerIsHoursOff() {
    answer(START.plus(Duration.ofHours(5)));

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(5)).plusMillis(500));
  }

  @Test
  void givesTheEarlierOfBothTimesUnlessTheWorkerIsFarBehind() {
    assertThat(clock.earliest(START.plus(Duration.ofHours(1)))).isEqualTo(START);
    assertThat(clock.earliest(START.minus(Duration.ofHours(1))))
        .isEqualTo(START.minus(Duration.ofHours(1)));
    assertThat(clock.earliest(START.plus(Duration.ofHours(6))))
        .isEqualTo(START.plus(Duration.ofHours(6)));
  }

  @Test
  void isNotMovedByAStepOfTheWorkersClock() {
    answer(START);
    worker.advance(Duration.ofHours(-3));
    pass(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void isNotMovedByAnAnswerThatTookLong() {
    answer(START);
    long sent = clock.ticks();
    pass(Duration.ofSeconds(30));

    clock.observe(START.plusSeconds(2), sent);
    assertThat(clock.instant()).as("dated when it was sent").isEqualTo(START.plusSeconds(30));
    clock.observe(START.plusSeconds(29), sent);
    assertThat(clock.instant()).as("dated when it arrived").isEqualTo(START.plusSeconds(30));
  }

  @Test
  void staysCloseToDynamoDbWhateverTheAnswersAreLike() {
    Random random = new Random(3);
    Duration offset = Duration.ofMinutes(90);
    for (int i = 0; i < 1000; i++) {
      Duration out = Duration.ofMillis(random.nextInt(100));
      Duration back = Duration.ofMillis(random.nextInt(100));
      long sent = clock.ticks();
      pass(out);
      Instant date = worker.instant().plus(offset).truncatedTo(ChronoUnit.SECONDS);
      pass(back);
      clock.observe(date, sent);
      pass(Duration.ofMillis(random.nextInt(5000)));

      assertThat(Duration.between(worker.instant().plus(offset), clock.instant()).abs())
          .isLessThan(Duration.ofMillis(700));
    }
  }

  @Test
  void warnsOnceOfAWorkerClockThatIsFarOff() {
    Logger logger = (Logger) LoggerFactory.getLogger(ServerClock.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Level usual = logger.getLevel();
    logger.setLevel(Level.WARN);
    logger.addAppender(log);

    answer(START.plusSeconds(30));
    assertThat(log.list).as("half a minute is no matter").isEmpty();
    answer(START.plus(Duration.ofHours(1)));
    answer(START.plus(Duration.ofHours(2)));
    logger.detachAppender(log);
    logger.setLevel(usual);

    assertThat(log.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("The worker's clock is 3600 s behind DynamoDB's.");
  }

  private void answer(Instant date) {
    clock.observe(date, clock.ticks());
  }

  private void pass(Duration time) {
    worker.advance(time);
    nanos.addAndGet(time.toNanos());
  }
}
