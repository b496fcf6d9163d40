package dev.messina.cli.demo.workload;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One write of the application. */
sealed interface Change {

  /** Replaces the whole item. */
  record Put(Map<String, AttributeValue> item) implements Change {}

  /**
   * Sets and removes attributes of an item; the names in the two are never the same.
   *
   * @param set may be empty if {@code remove} isn't
   */
  record Update(
      Map<String, AttributeValue> key, Map<String, AttributeValue> set, Collection<String> remove)
      implements Change {

    public Update {
      remove = List.copyOf(remove);
    }
  }

  record Delete(Map<String, AttributeValue> key) implements Change {}
}
