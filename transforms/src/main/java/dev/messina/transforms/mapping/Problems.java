package dev.messina.transforms.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes of a document, each at its place. */
final class Problems {

  private final List<Problem> problems = new ArrayList<>();

  /** Line and column count from 1. */
  private record Problem(int line, int column, String text) {}

  void at(Node node, String text) {
    at(node.getStartMark(), text);
  }

  void at(Mark mark, String text) {
    problems.add(new Problem(mark.getLine() + 1, mark.getColumn() + 1, text));
  }

  /**
   * Ends the reading if there was a mistake.
   *
   * @throws MappingException with all of them in the order of the document
   */
  void refuseAny() {
    if (!problems.isEmpty()) {
      throw new MappingException(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
              .map(found -> "line " + found.line + ", column " + found.column + ": " + found.text)
              .toList());
    }
  }
}
