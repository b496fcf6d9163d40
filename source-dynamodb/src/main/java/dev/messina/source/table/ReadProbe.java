package dev.messina.source.table;

import dev.messina.source.aws.Refusals;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.ItemJson;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Tries, before a later epoch is asked for, whether what is to be read under it may be read at all:
 * an epoch holds every task of the table, and once it is chosen each of them needs the permission.
 */
final class ReadProbe {

  /** What is known of the last question. */
  enum Answer {
    OPEN,
    /** Granted, or refused for another reason, which the reading itself tells better. */
    GRANTED,
    DENIED
  }

  private final DynamoDb dynamoDb;
  private final String table;
  private String asked = "";
  private Answer answer = Answer.OPEN;

  ReadProbe(DynamoDb dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /**
   * Whether a table may be scanned; costs one read of an item.
   *
   * @param why tells one question from another: each is asked once
   */
  Answer scan(String why, TableDescription description) {
    List<String> names = description.key().stream().map(KeyAttribute::name).toList();
    ScanCall call = new ScanCall(table, names, 0, 1, Map.of(), 1, false);
    return ask(why, () -> dynamoDb.tables().scan(call));
  }

  /** Whether items may be read, by the example of one. */
  Answer item(String why, String key) {
    return ask(why, () -> dynamoDb.tables().item(table, ItemJson.readKey(key)));
  }

  /** The next question is asked again, whatever the answer was. */
  void forget() {
    asked = "";
  }

  private Answer ask(String why, Callable<Object> call) {
    if (!why.equals(asked)) {
      asked = why;
      answer = Answer.OPEN;
      dynamoDb
          .fetches()
          .request(
              new Fetch<>(
                  Fetch.Lane.SCAN,
                  "Table '" + table + "': trying whether it may be read",
                  call,
                  read -> answered(why, Answer.GRANTED),
                  failure ->
                      answered(
                          why, Refusals.isNotPermitted(failure) ? Answer.DENIED : Answer.GRANTED)),
              Duration.ZERO);
    }
    return answer;
  }

  private void answered(String why, Answer found) {
    if (why.equals(asked)) {
      answer = found;
    }
  }
}
