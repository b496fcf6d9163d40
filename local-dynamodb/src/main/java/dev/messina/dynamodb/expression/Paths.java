package dev.messina.dynamodb.expression;

import java.util.List;

/** Checks that no two paths of an expression get into each other's way. */
final class Paths {

  private Paths() {}

  static void checkAreApart(ExpressionKind kind, List<Path> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < i; j++) {
        Path one = paths.get(j);
        Path two = paths.get(i);
        if (one.overlaps(two)) {
          throw kind.invalid(
              "Two document paths overlap with each other; must remove or rewrite one of these"
                  + " paths; path one: "
                  + one
                  + ", path two: "
                  + two);
        }
        if (one.conflicts(two)) {
          throw kind.invalid(
              "Two document paths conflict with each other; must remove or rewrite one of these"
                  + " paths; path one: "
                  + one
                  + ", path two: "
                  + two);
        }
      }
    }
  }
}
