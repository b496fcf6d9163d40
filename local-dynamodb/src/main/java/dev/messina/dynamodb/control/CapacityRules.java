package dev.messina.dynamodb.control;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.CapacityLimits;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.Throttle;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Throttles tables and partition keys as rules ask for, before the limits that hold anyway. */
final class CapacityRules implements Throttle {

  private final Rules rules;
  private final Throttle limits;

  CapacityRules(Rules rules, Throttle limits) {
    this.rules = rules;
    this.limits = limits;
  }

  @Override
  public Map<CapacityUse, ApiException> admit(List<CapacityUse> uses) {
    List<Rule> all = rules.inOrder();
    if (all.isEmpty()) {
      return limits.admit(uses);
    }
    Map<CapacityUse, ApiException> refused = new HashMap<>();
    for (CapacityUse use : uses) {
      all.stream()
          .flatMap(rule -> refusal(rule, use).stream())
          .findFirst()
          .ifPresent(error -> refused.put(use, error));
    }
    return refused.isEmpty() ? limits.admit(uses) : refused;
  }

  private static Optional<ApiException> refusal(Rule rule, CapacityUse use) {
    return rule instanceof Rule.Throttle throttle
            && isAbout(throttle, use)
            && !throttle.allowance().take(use.at(), use.units())
        ? Optional.of(exceeded(throttle, use))
        : Optional.empty();
  }

  private static boolean isAbout(Rule.Throttle throttle, CapacityUse use) {
    return throttle.scope().operation().isEmpty()
        && throttle.scope().table().stream().allMatch(use.table().name()::equals)
        && throttle.key().stream().allMatch(key -> hasHash(use, key));
  }

  private static boolean hasHash(CapacityUse use, Map<String, Object> key) {
    byte[] hash = ItemKey.of(value(key), Optional.empty()).hashBytes();
    return Arrays.equals(hash, use.key().hashBytes());
  }

  private static AttributeValue value(Map<String, Object> key) {
    Map.Entry<String, Object> only = key.entrySet().iterator().next();
    String text = (String) only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.string(text);
      case "N" -> AttributeValue.number(text);
      default -> new AttributeValue.BinaryValue(Base64.getDecoder().decode(text));
    };
  }

  private static ApiException exceeded(Rule.Throttle throttle, CapacityUse use) {
    return CapacityLimits.exceeded(
        throttle.kind().type(),
        use,
        throttle.reason().orElse(throttle.kind().reason(throttle.key().isPresent())));
  }
}
