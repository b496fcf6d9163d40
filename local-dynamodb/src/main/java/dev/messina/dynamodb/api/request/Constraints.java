package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** What the members of a request have to satisfy. All that they fail is told at once. */
public final class Constraints {

  private final List<String> violations = new ArrayList<>();

  /** Notes a violation of a member's value; null shows as {@code Value null}. */
  public Constraints violated(String value, String member, String constraint) {
    String shown = value == null ? "null" : "'" + value + "'";
    violations.add(
        "Value " + shown + " at '" + member + "' failed to satisfy constraint: " + constraint);
    return this;
  }

  public Constraints required(Parameters request, String name) {
    return required(request, name, member(name));
  }

  public Constraints required(Parameters request, String name, String member) {
    return request.has(name) ? this : violated(null, member, "Member must not be null");
  }

  /** If it is there at all. */
  public Constraints oneOf(Parameters request, String name, List<String> allowed) {
    return oneOf(request, name, member(name), allowed);
  }

  public Constraints oneOf(Parameters request, String name, String member, List<String> allowed) {
    request
        .text(name)
        .filter(value -> !allowed.contains(value))
        .ifPresent(
            value ->
                violated(
                    value,
                    member,
                    "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]"));
    return this;
  }

  public Constraints atLeast(Parameters request, String name, String member, long least) {
    return bounded(
        request,
        name,
        member,
        value -> value >= least,
        "Member must have value greater than or equal to " + least);
  }

  public Constraints atMost(Parameters request, String name, String member, long most) {
    return bounded(
        request,
        name,
        member,
        value -> value <= most,
        "Member must have value less than or equal to " + most);
  }

  /** If it is there at all. */
  public Constraints length(Parameters request, String name, String member, int least, int most) {
    request
        .text(name)
        .ifPresent(
            value -> {
              if (value.length() < least) {
                violated(
                    value, member, "Member must have length greater than or equal to " + least);
              } else if (value.length() > most) {
                violated(value, member, "Member must have length less than or equal to " + most);
              }
            });
    return this;
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if there is a violation
   */
  public void check() {
    if (!violations.isEmpty()) {
      throw validation(
          violations.size()
              + " validation error"
              + (violations.size() == 1 ? "" : "s")
              + " detected: "
              + String.join("; ", violations));
    }
  }

  /** A member as messages spell it: {@code tableName}. */
  static String member(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private Constraints bounded(
      Parameters request, String name, String member, LongPredicate holds, String constraint) {
    request
        .number(name)
        .filter(value -> !holds.test(value))
        .ifPresent(value -> violated(value.toString(), member, constraint));
    return this;
  }
}
