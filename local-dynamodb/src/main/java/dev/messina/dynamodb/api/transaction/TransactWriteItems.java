package dev.messina.dynamodb.api.transaction;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.batch.Capacities;
import dev.messina.dynamodb.api.item.ItemWrite;
import dev.messina.dynamodb.api.item.PendingWrite;
import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.ItemSize;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes up to 100 items of any tables, all or none. */
public final class TransactWriteItems implements Operation {

  private static final int UNITS_FACTOR = 2;
  private static final long MOST_BYTES = 4L * 1024 * 1024;
  private static final Map<String, Function<Parameters, PendingWrite>> ACTIONS =
      Map.of(
          "Put", PendingWrite::put,
          "Delete", PendingWrite::delete,
          "Update", PendingWrite::update,
          "ConditionCheck", PendingWrite::check);

  /** An action as it was read, and which table it is for. */
  private record Action(Table table, PendingWrite write) {}

  private record Target(Table table, ItemKey key) {}

  private final Tables tables;
  private final ClientTokens tokens = new ClientTokens();

  public TransactWriteItems(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    List<Parameters> trees = Transactions.actions(request);
    Optional<String> token = request.text("ClientRequestToken");
    return token
        .map(text -> tokens.once(text, call, () -> execute(call, request, trees)))
        .orElseGet(() -> execute(call, request, trees));
  }

  private byte[] execute(Call call, Parameters request, List<Parameters> trees) {
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      actions.add(action(trees.get(i), i + 1, call));
    }
    checkSize(actions);
    List<ItemWrite> writes = writes(actions);
    Set<Target> targets = new HashSet<>();
    if (!writes.stream().allMatch(write -> targets.add(new Target(write.table(), write.key())))) {
      throw Transactions.sameItemTwice();
    }
    List<ItemWrite.Outcome> outcomes =
        Tables.locked(
            writes.stream().map(ItemWrite::table).toList(),
            () ->
                admitted(plan(writes), call.at()).stream()
                    .map(outcome -> outcome.apply(call.at()))
                    .toList());
    JsonWriter json = new JsonWriter().beginObject();
    Map<Table, Capacity> used = new LinkedHashMap<>();
    outcomes.forEach(outcome -> outcome.addTo(capacity(used, outcome), UNITS_FACTOR));
    Capacities.write(json, request, used.values());
    return json.endObject().toBytes();
  }

  private static Capacity capacity(Map<Table, Capacity> used, ItemWrite.Outcome outcome) {
    return used.computeIfAbsent(
        outcome.write().table(), table -> Capacity.ofTransaction(table, Capacity.Kind.WRITE));
  }

  private Action action(Parameters tree, int number, Call call) {
    List<String> kinds = ACTIONS.keySet().stream().filter(tree::has).toList();
    if (kinds.size() != 1) {
      throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    String kind = kinds.get(0);
    Parameters request = tree.object(kind).orElseThrow();
    String at =
        "transactItems."
            + number
            + ".member."
            + Character.toLowerCase(kind.charAt(0))
            + kind.substring(1)
            + ".";
    Constraints constraints = new Constraints();
    constraints.required(request, "TableName", at + "tableName");
    String subject = kind.equals("Put") ? "Item" : "Key";
    constraints.required(request, subject, at + subject.toLowerCase(Locale.ROOT));
    if (kind.equals("ConditionCheck")) {
      constraints.required(request, "ConditionExpression", at + "conditionExpression");
    }
    if (kind.equals("Update")) {
      constraints.required(request, "UpdateExpression", at + "updateExpression");
    }
    constraints.check();
    PendingWrite write = ACTIONS.get(kind).apply(request);
    return new Action(tables.usable(TableNames.of(request), call.at()), write);
  }

  private static void checkSize(List<Action> actions) {
    long bytes =
        actions.stream().mapToLong(action -> ItemSize.of(action.write().attributes())).sum();
    if (bytes > MOST_BYTES) {
      throw validation("Collection size cannot exceed 4MB");
    }
  }

  /** The actions on their tables; those that do not fit cancel the transaction. */
  private static List<ItemWrite> writes(List<Action> actions) {
    Cancellation cancellation = new Cancellation();
    List<ItemWrite> writes = new ArrayList<>();
    for (Action action : actions) {
      cancellation.attempt(() -> writes.add(action.write().on(action.table())));
    }
    cancellation.check();
    return writes;
  }

  private static List<ItemWrite.Outcome> plan(List<ItemWrite> writes) {
    Cancellation cancellation = new Cancellation();
    List<ItemWrite.Outcome> outcomes = new ArrayList<>();
    for (ItemWrite write : writes) {
      cancellation.attempt(() -> outcomes.add(write.plan()));
    }
    cancellation.check();
    return outcomes;
  }

  private List<ItemWrite.Outcome> admitted(List<ItemWrite.Outcome> outcomes, Instant at) {
    Transactions.admit(
        tables, outcomes.stream().map(outcome -> outcome.use(at, UNITS_FACTOR)).toList());
    return outcomes;
  }
}
