package dev.messina.dynamodb.api.item;

import static dev.messina.dynamodb.error.ApiException.invalidValue;

import dev.messina.dynamodb.api.request.AttributeReader;
import dev.messina.dynamodb.api.request.ExpressionParameters;
import dev.messina.dynamodb.api.request.Keys;
import dev.messina.dynamodb.api.request.LegacyConditions;
import dev.messina.dynamodb.api.request.LegacyUpdates;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.ExpressionKind;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Expressions;
import dev.messina.dynamodb.expression.Update;
import dev.messina.dynamodb.expression.UpdateAction;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A write out of a request, before anything is known of its table.
 *
 * @param attributes the item's, or those of its key
 */
public final class PendingWrite {

  private static final List<String> OLD_CONDITION = List.of("Expected", "ConditionalOperator");
  private static final List<String> OLD_UPDATE =
      List.of("Expected", "AttributeUpdates", "ConditionalOperator");
  private static final List<String> CONDITION = List.of("ConditionExpression");
  private static final List<String> UPDATE = List.of("UpdateExpression", "ConditionExpression");

  private final Parameters request;
  private final Map<String, AttributeValue> attributes;
  private final Optional<Condition> condition;
  private final BiFunction<Table, Map<String, AttributeValue>, ItemKey> key;
  private final BiFunction<Table, Map<String, AttributeValue>, Effect> effect;

  private PendingWrite(
      Parameters request,
      Map<String, AttributeValue> attributes,
      Optional<Condition> condition,
      BiFunction<Table, Map<String, AttributeValue>, ItemKey> key,
      BiFunction<Table, Map<String, AttributeValue>, Effect> effect) {
    this.request = request;
    this.attributes = attributes;
    this.condition = condition;
    this.key = key;
    this.effect = effect;
  }

  public static PendingWrite put(Parameters request) {
    ExpressionScope scope = ExpressionParameters.of(request, OLD_CONDITION, CONDITION);
    Map<String, AttributeValue> item = attributes(request, "Item");
    Optional<Condition> condition = condition(request, scope);
    scope.checkAllUsed();
    return new PendingWrite(
        request, item, condition, Keys::ofItem, (table, all) -> new Effect.Put(Item.of(all)));
  }

  public static PendingWrite delete(Parameters request) {
    ExpressionScope scope = ExpressionParameters.of(request, OLD_CONDITION, CONDITION);
    Map<String, AttributeValue> key = attributes(request, "Key");
    Optional<Condition> condition = condition(request, scope);
    scope.checkAllUsed();
    return new PendingWrite(
        request, key, condition, PendingWrite::key, (table, all) -> new Effect.Delete());
  }

  /** Of a transaction: the item stays, its condition has to hold. */
  public static PendingWrite check(Parameters request) {
    ExpressionScope scope = ExpressionParameters.of(request, List.of(), CONDITION);
    Map<String, AttributeValue> key = attributes(request, "Key");
    Optional<Condition> condition = condition(request, scope);
    scope.checkAllUsed();
    return new PendingWrite(
        request, key, condition, PendingWrite::key, (table, all) -> new Effect.Check());
  }

  public static PendingWrite update(Parameters request, Update update, ExpressionScope scope) {
    Map<String, AttributeValue> key = attributes(request, "Key");
    Optional<Condition> condition = condition(request, scope);
    scope.checkAllUsed();
    return new PendingWrite(
        request,
        key,
        condition,
        (table, all) -> {
          ItemKey place = key(table, all);
          checkLeavesKey(table, update);
          return place;
        },
        (table, all) -> new Effect.Change(table, all, update));
  }

  public static PendingWrite update(Parameters request) {
    ExpressionScope scope = updateScope(request);
    return update(request, updateOf(request, scope), scope);
  }

  /** The names and values of an update's expressions. */
  static ExpressionScope updateScope(Parameters request) {
    return ExpressionParameters.of(request, OLD_UPDATE, UPDATE);
  }

  /** What an update does, in either form; nothing if it says nothing. */
  static Update updateOf(Parameters request, ExpressionScope scope) {
    return request
        .text("UpdateExpression")
        .map(text -> Expressions.update(text, scope))
        .or(() -> request.map("AttributeUpdates").map(LegacyUpdates::of))
        .orElse(new Update(List.of()));
  }

  /** The item's attributes, or those of its key. */
  public Map<String, AttributeValue> attributes() {
    return attributes;
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if it does not fit the table
   */
  public ItemWrite on(Table table) {
    ItemKey place = key.apply(table, attributes);
    boolean returnsItem =
        request.text("ReturnValuesOnConditionCheckFailure").filter("ALL_OLD"::equals).isPresent();
    return new ItemWrite(table, place, condition, effect.apply(table, attributes), returnsItem);
  }

  private static ItemKey key(Table table, Map<String, AttributeValue> attributes) {
    return Keys.ofKey(table.keySchema(), attributes);
  }

  private static Map<String, AttributeValue> attributes(Parameters request, String member) {
    return AttributeReader.item(request.map(member).orElse(Map.of()));
  }

  private static Optional<Condition> condition(Parameters request, ExpressionScope scope) {
    return LegacyConditions.of(request, "Expected")
        .or(
            () ->
                request
                    .text("ConditionExpression")
                    .map(text -> Expressions.condition(ExpressionKind.CONDITION, text, scope)));
  }

  private static void checkLeavesKey(Table table, Update update) {
    for (UpdateAction action : update.actions()) {
      String attribute = action.path().attribute();
      if (table.keySchema().contains(attribute)) {
        throw invalidValue(
            "Cannot update attribute " + attribute + ". This attribute is part of the key");
      }
    }
  }
}
