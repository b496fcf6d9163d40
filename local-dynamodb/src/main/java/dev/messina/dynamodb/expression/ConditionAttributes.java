package dev.messina.dynamodb.expression;

import java.util.List;
import java.util.stream.Stream;

/** Which attributes of an item conditions look at. */
final class ConditionAttributes {

  private ConditionAttributes() {}

  static List<String> of(Condition condition) {
    return paths(condition).map(Path::attribute).distinct().toList();
  }

  private static Stream<Path> paths(Condition condition) {
    if (condition instanceof Condition.Comparison comparison) {
      return of(List.of(comparison.left(), comparison.right()));
    } else if (condition instanceof Condition.Between between) {
      return of(List.of(between.value(), between.low(), between.high()));
    } else if (condition instanceof Condition.In in) {
      return Stream.concat(paths(in.value()), of(in.choices()));
    } else if (condition instanceof Condition.And and) {
      return and.all().stream().flatMap(ConditionAttributes::paths);
    } else if (condition instanceof Condition.Or or) {
      return or.any().stream().flatMap(ConditionAttributes::paths);
    } else if (condition instanceof Condition.Not not) {
      return paths(not.condition());
    } else if (condition instanceof Condition.Exists exists) {
      return Stream.of(exists.path());
    } else if (condition instanceof Condition.NotExists notExists) {
      return Stream.of(notExists.path());
    } else if (condition instanceof Condition.HasType hasType) {
      return Stream.of(hasType.path());
    } else if (condition instanceof Condition.BeginsWith begins) {
      return of(List.of(begins.value(), begins.prefix()));
    } else if (condition instanceof Condition.Contains contains) {
      return of(List.of(contains.value(), contains.part()));
    }
    throw new IllegalStateException("Unknown condition: " + condition);
  }

  private static Stream<Path> of(List<Operand> operands) {
    return operands.stream().flatMap(ConditionAttributes::paths);
  }

  private static Stream<Path> paths(Operand operand) {
    if (operand instanceof Operand.At at) {
      return Stream.of(at.path());
    } else if (operand instanceof Operand.Size size) {
      return paths(size.of());
    }
    return Stream.empty();
  }
}
