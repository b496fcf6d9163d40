package dev.messina.source.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.messina.source.record.TableSelection;
import dev.messina.source.select.TableDiscovery.FoundTables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class TableWatchTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final FakeTables tables = new FakeTables();
  private final List<String> changes = new ArrayList<>();
  private final List<Exception> refusals = new ArrayList<>();
  private TableWatch watch = watch(FOR_EVER);

  @BeforeEach
  void addTables() {
    tables.add("shop-orders", Map.of("migrate", "now"), true);
    tables.add("shop-silent", Map.of("migrate", "later"), false);
    tables.add("invoices", Map.of("migrate", "now", "team", "b"), true);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void selectsByNameAndLeavesOutWhatHasNoStream() {
    FoundTables found = look("shop-.*", "", true);

    assertThat(found.tables()).containsExactly("shop-orders");
    assertThat(found.leftOut()).containsOnlyKeys("shop-silent");
    assertThat(found.leftOut().get("shop-silent")).startsWith("Table 'shop-silent' has no stream");
    assertThat(look("shop-.*", "", false).tables()).containsExactly("shop-orders", "shop-silent");
  }

  @Test
  void keepsATableThatHasBegunAndWhoseStreamWasSwitchedOff() {
    tables.add("shop-orders", Map.of(), false);

    FoundTables found = look("shop-.*", "", true).keeping("shop-orders"::equals);

    assertThat(found.tables()).containsExactly("shop-orders");
    assertThat(found.leftOut()).containsOnlyKeys("shop-silent");
  }

  @Test
  void selectsByTag() {
    assertThat(look("", "migrate=now", true).tables()).containsExactly("invoices", "shop-orders");
    assertThat(look("", "team", true).tables()).containsExactly("invoices");
    assertThat(look("", "team=a", true).tables()).isEmpty();
  }

  @Test
  void doesNotCountATableThatVanishesMeanwhile() {
    tables.vanish("invoices");

    assertThat(look("", "migrate=now", true).tables()).containsExactly("shop-orders");
  }

  @Test
  void tellsOnlyWhenTheTablesChange() {
    start();
    watch.look();
    assertThat(changes).isEmpty();

    tables.add("shop-lines", Map.of(), true);
    watch.look();
    watch.look();
    assertThat(changes).hasSize(1);
    assertThat(watch.tables()).containsExactly("shop-lines", "shop-orders");

    tables.remove("shop-orders");
    watch.look();
    assertThat(changes).hasSize(2);
    assertThat(watch.tables()).containsExactly("shop-lines");
  }

  @Test
  void keepsTheTablesAsLongAsLookingFails() {
    start();
    tables.fail(SdkClientException.create("cut", new IOException("reset")));
    for (int i = 0; i < 10; i++) {
      watch.look();
    }

    assertThat(watch.tables()).containsExactly("shop-orders");
    assertThat(changes).isEmpty();
    assertThat(refusals).isEmpty();
  }

  @Test
  void saysThatItDoesNotKnowAsLongAsNoLookHasSucceeded() {
    tables.fail(SdkClientException.create("cut", new IOException("reset")));
    start();
    assertThatThrownBy(watch::tables).isInstanceOf(RetriableException.class);

    tables.fail(null);
    watch.look();
    assertThat(changes).hasSize(1);
    assertThat(watch.tables()).containsExactly("shop-orders");
  }

  @Test
  void givesUpOnAPermissionThatStaysAway() {
    start();
    tables.fail(refused());
    watch.look();
    watch.look();
    assertThat(refusals).as("it may be on its way").isEmpty();
    watch.look();
    watch.look();

    assertThat(refusals).singleElement().asString().contains("docs/aws.md");
    assertThat(watch.tables()).containsExactly("shop-orders");
  }

  @Test
  void doesNotBeginWithoutThePermission() {
    tables.fail(refused());

    assertThatThrownBy(this::start)
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("AWS refuses to say which tables there are");
  }

  @Test
  void looksByItselfUntilItIsClosed() {
    watch = watch(Duration.ofMillis(5));
    start();
    tables.add("shop-lines", Map.of(), true);

    await().until(() -> watch.tables().contains("shop-lines"));
    watch.close();
    await().until(() -> threads().stream().noneMatch(name -> name.equals("watch-of-test")));
  }

  private void start() {
    watch.start(() -> changes.add("changed"), refusals::add);
  }

  private FoundTables look(String regex, String tag, boolean followsStreams) {
    return new TableDiscovery(tables, selection(regex, tag), followsStreams).look();
  }

  private TableWatch watch(Duration interval) {
    return new TableWatch(
        () -> look("shop-.*", "", true), interval, new Random(1), "watch-of-test");
  }

  private static TableSelection selection(String regex, String tag) {
    return new TableSelection(List.of(), regex, tag, FOR_EVER);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private static DynamoDbException refused() {
    return (DynamoDbException)
        DynamoDbException.builder()
            .message("not authorized")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
            .build();
  }
}
