package dev.messina.transforms.mapping;

import dev.messina.transforms.item.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a {@code when} block: for each path a template, or a test. */
final class ConditionParser {

  private final Problems problems;

  ConditionParser(Problems problems) {
    this.problems = problems;
  }

  List<Condition> conditions(Block when) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, Node> entry : when.values().entrySet()) {
      Optional<Path> path = path(entry.getKey(), when.keyNode(entry.getKey()));
      Optional<Condition.Test> test = test(entry.getValue());
      if (path.isPresent() && test.isPresent()) {
        conditions.add(new Condition(path.get(), test.get()));
      }
    }
    return conditions;
  }

  Optional<Path> path(String text, Node node) {
    try {
      return Optional.of(Path.parse(text));
    } catch (IllegalArgumentException malformed) {
      problems.at(node, "'" + text + "' is no path: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  Optional<Template> template(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.at(node, "a template is expected, a text such as \"USER#{user_id}\"");
      return Optional.empty();
    }
    try {
      return Optional.of(Template.parse(scalar.getValue()));
    } catch (IllegalArgumentException malformed) {
      problems.at(node, "this is no template: " + malformed.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Condition.Test> test(Node node) {
    if (node instanceof ScalarNode) {
      return template(node).map(Condition.Matches::new);
    }
    Optional<Block> block =
        Block.of(
            node, "a condition is a template or one of equals, in, exists, type; it", problems);
    return block.flatMap(test -> test(test, node));
  }

  private Optional<Condition.Test> test(Block test, Node node) {
    test.allowOnly("condition", "equals", "in", "exists", "type");
    if (test.values().size() != 1) {
      problems.at(node, "a condition has exactly one of equals, in, exists, type");
      return Optional.empty();
    }
    Node value = test.values().values().iterator().next();
    return switch (test.values().keySet().iterator().next()) {
      case "equals" -> literals(List.of(value));
      case "in" -> literals(in(value));
      case "exists" -> Optional.of(new Condition.Exists(test.flag("exists")));
        // The types' tags are in capitals, other words of the document are not.
      case "type" -> test.word("type", AttributeType.class, Enum::name).map(Condition.OfType::new);
      default -> Optional.empty();
    };
  }

  private List<Node> in(Node value) {
    if (value instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    problems.at(value, "'in' is a list of values, [a, b]");
    return List.of();
  }

  private Optional<Condition.Test> literals(List<Node> nodes) {
    List<Condition.Literal> literals = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof ScalarNode scalar) {
        boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
        literals.add(Condition.Literal.of(scalar.getValue(), quoted));
      } else {
        problems.at(node, "a text, a number, true or false is expected");
      }
    }
    return Optional.of(new Condition.OneOf(literals));
  }
}
