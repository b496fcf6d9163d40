package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.NumberValue;
import dev.messina.dynamodb.item.AttributeValue.SetValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an UpdateItem does to an item. All values are taken from the item as it was before, then all
 * changes are made.
 */
public record Update(List<UpdateAction> actions) {

  private static final String WRONG_TYPE =
      "An operand in the update expression has an incorrect data type";

  /** A change that is ready: where, and what; null removes. */
  private record Outcome(Path path, AttributeValue value) {}

  /** The paths that it touches. */
  public Projection touched() {
    return Projection.of(actions.stream().map(UpdateAction::path).toList());
  }

  /** Whether it only takes things away, so that it makes no item where there is none. */
  public boolean onlyRemoves() {
    return !actions.isEmpty()
        && actions.stream()
            .allMatch(
                action ->
                    action instanceof UpdateAction.Remove || action instanceof UpdateAction.Delete);
  }

  /**
   * @return the item afterwards; the one given stays as it is
   * @throws dev.messina.dynamodb.error.ApiException if the item does not allow it
   */
  public Map<String, AttributeValue> applyTo(Map<String, AttributeValue> item) {
    List<Outcome> outcomes =
        actions.stream().flatMap(action -> outcome(action, item).stream()).toList();
    Map<String, AttributeValue> updated = new LinkedHashMap<>(item);
    List<Outcome> removals = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.value() == null) {
        removals.add(outcome);
      } else {
        Placement.set(updated, outcome.path(), outcome.value());
      }
    }
    // From the last index to the first, so that none moves before its turn.
    removals.sort((one, two) -> Placement.compareIndexes(two.path(), one.path()));
    removals.forEach(removal -> Placement.remove(updated, removal.path()));
    return updated;
  }

  /** What an action makes of the item; empty if it finds nothing to change. */
  private static Optional<Outcome> outcome(UpdateAction action, Map<String, AttributeValue> item) {
    Path path = action.path();
    if (action instanceof UpdateAction.Set set) {
      return Optional.of(new Outcome(path, Operand.required(set.value(), item)));
    } else if (action instanceof UpdateAction.Add add) {
      return Optional.of(new Outcome(path, sum(path.in(item), add.value())));
    } else if (action instanceof UpdateAction.Delete delete) {
      return Optional.ofNullable(path.in(item))
          .map(found -> new Outcome(path, rest(found, delete.elements())));
    }
    return Optional.of(new Outcome(path, null));
  }

  private static AttributeValue sum(AttributeValue found, AttributeValue added) {
    if (found == null) {
      return added;
    }
    if (found instanceof NumberValue first && added instanceof NumberValue second) {
      return new NumberValue(first.value().plus(second.value()));
    }
    if (found instanceof SetValue set
        && added instanceof SetValue more
        && set.elementType().equals(more.elementType())) {
      return set.plus(more);
    }
    if (found instanceof AttributeValue.ListValue list
        && added instanceof AttributeValue.ListValue more) {
      List<AttributeValue> values = new ArrayList<>(list.values());
      values.addAll(more.values());
      return new AttributeValue.ListValue(values);
    }
    throw validation(WRONG_TYPE);
  }

  private static AttributeValue rest(AttributeValue found, SetValue elements) {
    if (found instanceof SetValue set && set.elementType().equals(elements.elementType())) {
      SetValue rest = set.minus(elements);
      return rest.values().isEmpty() ? null : rest;
    }
    throw validation(WRONG_TYPE);
  }
}
