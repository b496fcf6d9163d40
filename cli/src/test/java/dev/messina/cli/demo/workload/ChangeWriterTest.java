package dev.messina.cli.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class ChangeWriterTest {

  private static final int FAST = 1_000_000;

  /** Far beyond what it takes, since other builds may hold the processor. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ItemGenerator items = new ItemGenerator(1, Catalogues.ofEveryType());

  @Test
  void holdsTheLastPartBackUntilItIsReleased() {
    try (FakeDynamoDb dynamoDb = new FakeDynamoDb(0);
        ChangeWriter writer = writer(dynamoDb, 400, 100)) {
      writer.start();
      await().atMost(PATIENCE).until(() -> writer.count() == 300);
      assertThat(writer.isDone()).isFalse();
      assertThat(dynamoDb.writes()).hasSize(300);
      writer.releaseRest();
      await().atMost(PATIENCE).until(writer::isDone);
      assertThat(dynamoDb.writes()).hasSize(400);
      assertThat(writer.countByKind().values().stream().mapToLong(count -> count).sum())
          .isEqualTo(400);
      assertThat(writer.hotCount()).isBetween(1L, 399L);
    }
  }

  @Test
  void hidesEveryNameBehindAPlaceholder() {
    try (FakeDynamoDb dynamoDb = new FakeDynamoDb(0);
        ChangeWriter writer = writer(dynamoDb, 400, 0)) {
      writer.start();
      await().atMost(PATIENCE).until(writer::isDone);
      List<UpdateItemRequest> updates =
          dynamoDb.writes().stream()
              .filter(UpdateItemRequest.class::isInstance)
              .map(UpdateItemRequest.class::cast)
              .toList();
      assertThat(updates).isNotEmpty();
      assertThat(updates)
          .allSatisfy(
              update ->
                  assertThat(update.updateExpression())
                      .matches(
                          "(SET #s\\d+ = :s\\d+(, #s\\d+ = :s\\d+)* )?(REMOVE #r\\d+(,"
                              + " #r\\d+)*)?"));
    }
  }

  private ChangeWriter writer(FakeDynamoDb dynamoDb, long changes, long heldBack) {
    return new ChangeWriter(
        dynamoDb, "t", items, new ChangeWriter.Settings(3, 1_000, changes, FAST, heldBack));
  }
}
