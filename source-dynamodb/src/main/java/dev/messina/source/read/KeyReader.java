package dev.messina.source.read;

import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.TableApi;
import dev.messina.source.change.ItemJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads listed items of a table, strongly consistent, and hands them out in the order of the list.
 * Used from the task's own thread.
 */
public final class KeyReader {

  private static final int UNDER_WAY_MAX = 4;

  private final Fetches fetches;
  private final TableApi api;
  private final String table;
  private final List<String> keys;
  private final Consumer<Answer> answers;
  private final Map<Integer, Answer> early = new HashMap<>();
  private int asked;
  private int handedOut;
  private boolean abandoned;

  /**
   * An item of the list as it was found.
   *
   * @param index its place in the list, from 0
   * @param item null if the table has no such item
   */
  public record Answer(
      int index, Map<String, AttributeValue> key, Map<String, AttributeValue> item) {}

  /**
   * @param keys as DynamoDB JSON, such as {@code {"id":{"S":"a"}}}
   * @param next where in the list to begin, from 0
   * @param answers gets one answer for each key, in order
   */
  public KeyReader(
      Fetches fetches,
      TableApi api,
      String table,
      List<String> keys,
      int next,
      Consumer<Answer> answers) {
    this.fetches = fetches;
    this.api = api;
    this.table = table;
    this.keys = List.copyOf(keys);
    this.answers = answers;
    this.asked = next;
    this.handedOut = next;
  }

  /** Asks for the first keys; the others follow by themselves. */
  public void begin() {
    while (!abandoned && asked < keys.size() && asked - handedOut < UNDER_WAY_MAX) {
      request(asked++);
    }
  }

  /** Hands out nothing any more. */
  public void abandon() {
    abandoned = true;
  }

  public boolean isDone() {
    return handedOut == keys.size();
  }

  private void request(int index) {
    Map<String, AttributeValue> key = ItemJson.readKey(keys.get(index));
    String what = "Table '" + table + "': reading key " + (index + 1) + " of " + keys.size();
    fetches.request(
        new Fetch<Optional<Map<String, AttributeValue>>>(
            Fetch.Lane.SCAN,
            what,
            () -> api.item(table, key),
            item -> accept(new Answer(index, key, item.orElse(null))),
            failure -> {
              if (!abandoned) {
                throw new ConnectException(what + " failed: " + FailureText.of(failure), failure);
              }
            }),
        Duration.ZERO);
  }

  private void accept(Answer answer) {
    early.put(answer.index(), answer);
    while (!abandoned && early.containsKey(handedOut)) {
      answers.accept(early.remove(handedOut++));
    }
    begin();
  }
}
