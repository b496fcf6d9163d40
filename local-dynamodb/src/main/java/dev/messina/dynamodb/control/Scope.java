package dev.messina.dynamodb.control;

import java.util.Optional;

/**
 * Which requests a rule is about.
 *
 * @param operation such as {@code PutItem}; empty for all
 * @param table its name; empty for all, and for requests without one
 */
public record Scope(Optional<String> operation, Optional<String> table) {

  public static final Scope ALL = new Scope(Optional.empty(), Optional.empty());

  public Scope operation(String name) {
    return new Scope(Optional.of(name), table);
  }

  public Scope table(String name) {
    return new Scope(operation, Optional.of(name));
  }

  boolean holds(Seen seen) {
    return operation.stream().allMatch(seen.operation()::equals)
        && table.stream().allMatch(seen::isAbout);
  }
}
