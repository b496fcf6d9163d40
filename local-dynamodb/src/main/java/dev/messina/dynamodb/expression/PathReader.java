package dev.messina.dynamodb.expression;

import java.util.ArrayList;
import java.util.List;

/** Paths out of syntax trees. */
final class PathReader {

  private final ExpressionKind kind;
  private final ExpressionScope scope;

  PathReader(ExpressionKind kind, ExpressionScope scope) {
    this.kind = kind;
    this.scope = scope;
  }

  Path path(ExpressionParser.PathContext tree) {
    List<Path.Step> steps = new ArrayList<>();
    steps.add(name(tree.name()));
    for (ExpressionParser.StepContext step : tree.step()) {
      if (step instanceof ExpressionParser.NameStepContext name) {
        steps.add(name(name.name()));
      } else if (step instanceof ExpressionParser.IndexStepContext index) {
        steps.add(index(index.INDEX().getText()));
      }
    }
    return new Path(steps);
  }

  private Path.Name name(ExpressionParser.NameContext tree) {
    String text = tree.getText();
    if (text.startsWith("#")) {
      return new Path.Name(scope.name(kind, text));
    }
    if (ReservedWords.contains(text)) {
      throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: " + text);
    }
    return new Path.Name(text);
  }

  private Path.Index index(String text) {
    try {
      return new Path.Index(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw kind.invalid("List index is not within the allowable range; index: [" + text + "]");
    }
  }
}
