package dev.messina.transforms.mapping;

import dev.messina.record.json.AttributeType;
import dev.messina.transforms.mapping.Condition.ValueTest;
import dev.messina.transforms.mapping.MappingParser.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a {@code when} block: for each path a template, or a test; and {@code not}, {@code any} and
 * {@code all} with blocks of the same kind in them.
 */
final class ConditionParser {

  private static final String NOT = "not";
  private static final String ANY = "any";
  private static final String ALL = "all";
  private static final String OR_ATTRIBUTE = "; an attribute of that name stands in backticks";
  private static final String TESTS = "equals, in, exists, type, not";

  private final Problems problems;

  ConditionParser(Problems problems) {
    this.problems = problems;
  }

  List<Condition> conditions(Block when) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, Node> entry : when.values().entrySet()) {
      Optional<Condition> condition =
          switch (entry.getKey()) {
            case NOT -> not(entry.getValue());
            case ANY -> blocks(ANY, entry.getValue()).map(Condition.Any::new);
            case ALL -> blocks(ALL, entry.getValue()).map(Condition.All::new);
            default -> at(entry.getKey(), when.keyNode(entry.getKey()), entry.getValue());
          };
      condition.ifPresent(conditions::add);
    }
    return conditions;
  }

  private Optional<Condition> not(Node node) {
    if (!(node instanceof MappingNode)) {
      problems.at(node, "'not' is a block of conditions that must not all hold" + OR_ATTRIBUTE);
      return Optional.empty();
    }
    return block(NOT, node).map(Condition.Not::new);
  }

  /** At least one block of conditions in a list. */
  private Optional<List<Condition>> blocks(String key, Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problems.at(node, "'" + key + "' is a list of blocks of conditions" + OR_ATTRIBUTE);
      return Optional.empty();
    }
    List<Condition> blocks = new ArrayList<>();
    sequence.getValue().forEach(each -> block(key, each).ifPresent(blocks::add));
    return Optional.of(blocks);
  }

  /** An empty block would hold of every item, and is more likely a slip. */
  private Optional<Condition> block(String key, Node node) {
    Optional<Block> block = Block.of(node, "each of the conditions in '" + key + "'", problems);
    if (block.isPresent() && block.get().values().isEmpty()) {
      problems.at(node, "'" + key + "' has an empty block; write conditions or take it out");
    }
    return block.map(conditions -> new Condition.All(conditions(conditions)));
  }

  private Optional<Condition> at(String key, Node keyNode, Node value) {
    Optional<Path> path = path(key, keyNode);
    if (value instanceof MappingNode) {
      Optional<Block> block = Block.of(value, "a condition", new Problems());
      if (block.isPresent() && block.get().has(NOT) && block.get().values().size() == 1) {
        Block.of(value, "a condition", problems);
        Optional<ValueTest> test = test(block.get().value(NOT));
        return path.isPresent() && test.isPresent()
            ? Optional.of(new Condition.Not(new Condition.At(path.get(), test.get())))
            : Optional.empty();
      }
    }
    Optional<ValueTest> test = test(value);
    return path.isPresent() && test.isPresent()
        ? Optional.of(new Condition.At(path.get(), test.get()))
        : Optional.empty();
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

  private Optional<ValueTest> test(Node node) {
    if (node instanceof ScalarNode) {
      return template(node).map(ValueTest.Matches::new);
    }
    Optional<Block> block =
        Block.of(node, "a condition is a template or one of " + TESTS + "; it", problems);
    return block.flatMap(test -> test(test, node));
  }

  private Optional<ValueTest> test(Block test, Node node) {
    test.allowOnly("condition", TESTS.split(", "));
    if (test.values().size() != 1) {
      problems.at(node, "a condition has exactly one of " + TESTS);
      return Optional.empty();
    }
    Node value = test.values().values().iterator().next();
    return switch (test.values().keySet().iterator().next()) {
      case "equals" -> literals(List.of(value));
      case "in" -> literals(in(value));
      case "exists" -> Optional.of(new ValueTest.Exists(test.flag("exists")));
        // The types' tags are in capitals, other words of the document are not.
      case "type" -> test.word("type", AttributeType.class, Enum::name).map(ValueTest.OfType::new);
      case NOT -> {
        problems.at(node, "'not' stands once before a test");
        yield Optional.empty();
      }
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

  private Optional<ValueTest> literals(List<Node> nodes) {
    List<ValueTest.Literal> literals = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof ScalarNode scalar) {
        boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
        literals.add(ValueTest.Literal.of(scalar.getValue(), quoted));
      } else {
        problems.at(node, "a text, a number, true or false is expected");
      }
    }
    return Optional.of(new ValueTest.OneOf(literals));
  }
}
