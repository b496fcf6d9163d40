package dev.messina.transforms.mapping;

import dev.messina.plugin.NearestName;
import dev.messina.transforms.mapping.MappingParser.Problems;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A block of the document: keys with values, and where each stands. What is not of the expected
 * form becomes a problem and counts as left out, so that reading goes on to the next mistake.
 */
final class Block {

  /** A mapping document is written by hand; 1 MB is more than any hand has written. */
  private static final int CHARACTERS_MAX = 1 << 20;

  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  private Block(MappingNode node, Problems problems) {
    this.problems = problems;
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key) || key.getValue().isEmpty()) {
        problems.at(entry.getKeyNode(), "a name is expected before the colon");
      } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
        problems.at(key, "'" + key.getValue() + "' stands twice");
      } else {
        keys.put(key.getValue(), key);
      }
    }
  }

  /** The whole document, empty if there is no text in it. */
  static Block document(String text, Problems problems) {
    Node root = compose(text, problems);
    if (root != null) {
      Optional<Block> block = of(root, "a mapping document", problems);
      if (block.isPresent()) {
        return block.get();
      }
    }
    return new Block(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK), problems);
  }

  static Optional<Block> of(Node node, String what, Problems problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Block(mapping, problems));
    }
    problems.at(node, what + " is a block of 'name: value' lines");
    return Optional.empty();
  }

  private static Node compose(String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(CHARACTERS_MAX);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException notYaml) {
      problems.at(notYaml.getProblemMark(), "this is not YAML: " + notYaml.getProblem());
    } catch (YAMLException tooLong) {
      throw new MappingException(List.of("this is not YAML: " + tooLong.getMessage()));
    }
    return null;
  }

  /** Makes every key a problem that is not one of these. */
  void allowOnly(String what, String... known) {
    keys.forEach(
        (key, node) -> {
          if (!List.of(known).contains(key)) {
            problems.at(node, "unknown " + what + " '" + key + "'" + unknown(key, List.of(known)));
          }
        });
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Node value(String key) {
    return values.get(key);
  }

  /** The block of a key, if it is there and is one. */
  Optional<Block> block(String key) {
    return has(key) ? of(values.get(key), "'" + key + "'", problems) : Optional.empty();
  }

  Map<String, Node> values() {
    return values;
  }

  Node keyNode(String key) {
    return keys.get(key);
  }

  Optional<String> text(String key) {
    return has(key) ? text(values.get(key), "'" + key + "'") : Optional.empty();
  }

  Optional<String> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return Optional.of(scalar.getValue());
    }
    problems.at(node, what + " is a single word or text");
    return Optional.empty();
  }

  /** A list of texts; one text alone is a list of one. */
  List<Node> list(String key) {
    if (!has(key)) {
      return List.of();
    }
    Node node = values.get(key);
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  boolean flag(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !isFlag(text.get())) {
      problems.at(values.get(key), "'" + key + "' is true or false");
    }
    return text.isPresent() && text.get().equals("true");
  }

  static boolean isFlag(String text) {
    return text.equals("true") || text.equals("false");
  }

  /** The value of a key as one of an enum's, which the document writes in lower case. */
  <E extends Enum<E>> E word(String key, E unsaid) {
    return word(key, unsaid.getDeclaringClass(), value -> value.name().toLowerCase(Locale.ROOT))
        .orElse(unsaid);
  }

  /** The value of a key as one of an enum's. */
  <E extends Enum<E>> Optional<E> word(String key, Class<E> kind, Function<E, String> spelling) {
    Optional<String> text = text(key);
    List<E> kinds = List.of(kind.getEnumConstants());
    Optional<E> meant =
        text.flatMap(
            word -> kinds.stream().filter(value -> spelling.apply(value).equals(word)).findAny());
    if (text.isPresent() && meant.isEmpty()) {
      List<String> words = kinds.stream().map(spelling).toList();
      problems.at(values.get(key), unknownWord("'" + key + "'", text.get(), words));
    }
    return meant;
  }

  private static String unknownWord(String what, String written, List<String> words) {
    return what
        + " is one of "
        + String.join(", ", words)
        + NearestName.of(written, words).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static String unknown(String key, List<String> known) {
    return NearestName.of(key, known)
        .map(word -> "; did you mean '" + word + "'?")
        .orElse("; known are " + String.join(", ", known));
  }
}
