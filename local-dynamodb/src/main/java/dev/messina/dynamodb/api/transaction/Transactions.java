package dev.messina.dynamodb.api.transaction;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Shown;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Map;

/** What the requests of both kinds of transaction have in common. */
final class Transactions {

  private static final int MOST_ACTIONS = 100;

  private Transactions() {}

  static List<Parameters> actions(Parameters request) {
    Constraints constraints =
        new Constraints()
            .oneOf(request, "ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE"))
            .oneOf(request, "ReturnItemCollectionMetrics", List.of("SIZE", "NONE"))
            .required(request, "TransactItems");
    int count = request.list("TransactItems").map(List::size).orElse(1);
    if (count == 0 || count > MOST_ACTIONS) {
      constraints.violated(
          Shown.of(request.tree("TransactItems")),
          "transactItems",
          "Member must have length "
              + (count == 0 ? "greater than or equal to 1" : "less than or equal to 100"));
    }
    constraints.check();
    return request.objects("TransactItems").orElseThrow();
  }

  static RuntimeException sameItemTwice() {
    return validation("Transaction request cannot include multiple operations on one item");
  }

  /**
   * Takes the capacity of all actions together, which as one request may overdraw what there is.
   *
   * @throws ApiException with the reason of each action that is refused
   */
  static void admit(Tables tables, List<CapacityUse> uses) {
    Map<CapacityUse, ApiException> refused = tables.throttle().admit(uses);
    Cancellation cancellation = new Cancellation();
    for (CapacityUse use : uses) {
      cancellation.attempt(
          () -> {
            if (refused.containsKey(use)) {
              throw refused.get(use);
            }
          });
    }
    cancellation.check();
  }
}
