package dev.messina.dynamodb.api.request;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of requests as AWS's messages show them, much like Java prints collections. */
public final class Shown {

  private Shown() {}

  /** A value of {@link dev.messina.dynamodb.json.JsonTree}. */
  public static String of(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (tree instanceof List<?> list) {
      return list.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(tree);
  }

  /** A structure of a name: {@code Name(member=value, other=value)}. */
  public static String structure(String name, Map<String, Object> members) {
    return members.entrySet().stream()
        .map(entry -> Constraints.member(entry.getKey()) + "=" + of(entry.getValue()))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}
