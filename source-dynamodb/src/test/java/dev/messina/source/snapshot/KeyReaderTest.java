package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.FakeKeys;
import dev.messina.source.fetch.FetchQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class KeyReaderTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb(clock);
  private final List<Runnable> threads = new ArrayList<>();
  private final Random random = new Random(5);
  private final FetchQueue fetches =
      new FetchQueue(threads::add, clock, FetchQueue.backoff(random), 4);
  private final List<KeyReader.Answer> answers = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  @Test
  void findsWhatIsThereAndWhatIsNot() throws InterruptedException {
    dynamoDb.write("a", Map.of("x", AttributeValue.fromN("1")));
    dynamoDb.write("b", Map.of("x", AttributeValue.fromN("2")));
    dynamoDb.write("b", null);
    run(reader(List.of(key("a"), key("b"), key("c")), 0));

    assertThat(answers.get(0).item()).containsEntry("x", AttributeValue.fromN("1"));
    assertThat(answers.get(1).key()).containsEntry("pk", AttributeValue.fromS("b"));
    assertThat(answers).extracting(KeyReader.Answer::item).element(1).isNull();
    assertThat(answers).extracting(KeyReader.Answer::item).element(2).isNull();
  }

  @Test
  void answersInTheOrderOfTheListFromWhereItWasLeftOff() throws InterruptedException {
    dynamoDb.beforeCall(
        call -> {
          if (random.nextInt(4) == 0) {
            throw ProvisionedThroughputExceededException.builder().message("too fast").build();
          }
        });
    KeyReader reader = reader(IntStream.range(0, 50).mapToObj(i -> key("k" + i)).toList(), 20);
    run(reader);

    assertThat(reader.isDone()).isTrue();
    assertThat(answers)
        .extracting(KeyReader.Answer::index)
        .containsExactlyElementsOf(IntStream.range(20, 50).boxed().toList());
  }

  @Test
  void goesOnBehindAKeyThatDynamoDbRefuses() throws InterruptedException {
    run(reader(List.of(key("a"), "{\"pk\":{\"N\":\"1\"}}", key("c")), 0));

    assertThat(others).containsExactly("refused 1 after 1");
    assertThat(answers).extracting(KeyReader.Answer::index).containsExactly(0, 2);
  }

  @Test
  void stopsAtTheFirstKeyThatMayNotBeRead() throws InterruptedException {
    dynamoDb.beforeCall(
        call -> {
          throw FakeKeys.refusal("AccessDeniedException", "not authorized");
        });
    run(reader(List.of(key("a"), key("b"), key("c")), 0));

    assertThat(others).containsExactly("denied 0 after 0");
    assertThat(answers).isEmpty();
  }

  @Test
  void handsOutNothingOnceItIsAbandoned() throws InterruptedException {
    KeyReader reader = reader(List.of(key("a"), key("b")), 0);
    reader.begin();
    fetches.handleNext(0);
    reader.abandon();
    run(reader);

    assertThat(answers).isEmpty();
  }

  @Test
  void saysWhichKeyOfTheListCouldNotBeReadAndNotItsValue() {
    dynamoDb.beforeCall(
        call -> {
          throw DynamoDbException.builder()
              .statusCode(400)
              .awsErrorDetails(
                  AwsErrorDetails.builder()
                      .errorCode("ResourceNotFoundException")
                      .errorMessage("no such table")
                      .build())
              .build();
        });
    KeyReader reader = reader(List.of(key("secret")), 0);

    assertThatThrownBy(() -> run(reader))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Table 'orders': reading key 1 of 1 failed: no such table")
        .hasMessageNotContaining("secret");
  }

  private KeyReader reader(List<String> keys, int next) {
    return new KeyReader(fetches, dynamoDb, FakeDynamoDb.TABLE, keys, next, new Kept());
  }

  private final class Kept implements KeyReader.Answers {

    @Override
    public void read(KeyReader.Answer answer) {
      answers.add(answer);
    }

    @Override
    public void refused(int index) {
      others.add("refused " + index + " after " + answers.size());
    }

    @Override
    public void denied(int index) {
      others.add("denied " + index + " after " + answers.size());
    }
  }

  private void run(KeyReader reader) throws InterruptedException {
    reader.begin();
    for (int turn = 0; turn < 1_000; turn++) {
      fetches.handleNext(0);
      Collections.shuffle(threads, random);
      if (!threads.isEmpty()) {
        threads.remove(0).run();
      }
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private static String key(String value) {
    return "{\"pk\":{\"S\":\"" + value + "\"}}";
  }
}
