package dev.messina.source.snapshot;

import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.Refusals;
import dev.messina.source.aws.TableApi;
import dev.messina.source.change.ItemJson;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.fetch.FetchQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads listed items of a table, strongly consistent, and hands them out in the order of the list.
 * Used from the task's own thread.
 */
final class KeyReader {

  private static final int UNDER_WAY_MAX = 4;

  private final FetchQueue fetches;
  private final TableApi api;
  private final String table;
  private final List<String> keys;
  private final Answers answers;
  private final Map<Integer, Runnable> early = new HashMap<>();
  private int asked;
  private int handedOut;
  private boolean abandoned;

  /**
   * An item of the list as it was found.
   *
   * @param index its place in the list, from 0
   * @param item null if the table has no such item
   */
  record Answer(int index, Map<String, AttributeValue> key, Map<String, AttributeValue> item) {}

  /** Gets what became of each key, in the order of the list. */
  interface Answers {

    /** A key was read. */
    void read(Answer answer);

    /**
     * DynamoDB does not take a key, whoever asks for it; reading goes on after it.
     *
     * @param index its place in the list, from 0
     */
    void refused(int index);

    /**
     * The credentials may not read items of the table; nothing more of the list is read.
     *
     * @param index the place of the first key that was not read, from 0
     */
    void denied(int index);
  }

  /**
   * @param keys as DynamoDB JSON, such as {@code {"id":{"S":"a"}}}
   * @param next where in the list to begin, from 0
   */
  KeyReader(
      FetchQueue fetches,
      TableApi api,
      String table,
      List<String> keys,
      int next,
      Answers answers) {
    this.fetches = fetches;
    this.api = api;
    this.table = table;
    this.keys = List.copyOf(keys);
    this.answers = answers;
    this.asked = next;
    this.handedOut = next;
  }

  /** Asks for the first keys; the others follow by themselves. */
  void begin() {
    while (!abandoned && asked < keys.size() && asked - handedOut < UNDER_WAY_MAX) {
      request(asked++);
    }
  }

  /** Hands out nothing any more. */
  void abandon() {
    abandoned = true;
  }

  boolean isDone() {
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
            item -> {
              Answer answer = new Answer(index, key, item.orElse(null));
              accept(index, () -> answers.read(answer));
            },
            failure -> acceptFailure(index, what, failure)),
        Duration.ZERO);
  }

  /** What DynamoDB says of a key is not repeated: it may hold a value of it. */
  private void acceptFailure(int index, String what, Exception failure) {
    if (Refusals.isInvalid(failure)) {
      accept(index, () -> answers.refused(index));
    } else if (Refusals.isNotPermitted(failure)) {
      accept(
          index,
          () -> {
            abandon();
            answers.denied(index);
          });
    } else if (!abandoned) {
      throw new ConnectException(what + " failed: " + FailureText.of(failure), failure);
    }
  }

  private void accept(int index, Runnable answer) {
    early.put(index, answer);
    while (!abandoned && early.containsKey(handedOut)) {
      early.remove(handedOut++).run();
    }
    begin();
  }
}
