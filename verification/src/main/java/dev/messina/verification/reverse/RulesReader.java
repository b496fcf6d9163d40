package dev.messina.verification.reverse;

import dev.messina.verification.reverse.Rules.Held;
import dev.messina.verification.reverse.Rules.Nesting;
import dev.messina.verification.reverse.Rules.Rest;
import dev.messina.verification.reverse.Rules.Whole;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a mapping document that the transforms have taken, after docs/mapping.md. */
final class RulesReader {

  private static final Set<String> KNOWN =
      Set.of(
          "version",
          "table",
          "item_key",
          "when",
          "missing_old_image",
          "split",
          "key",
          "unique",
          "columns",
          "drop",
          "names",
          "nested",
          "nulls",
          "unmapped",
          "expiry",
          "version_attribute");

  private static final Set<String> SOURCES = Set.of("from", "as", "constant", "join");

  private final Map<String, Node> document;
  private final Nesting nested;

  private RulesReader(Map<String, Node> document) {
    this.document = document;
    this.nested = word(document.get("nested"), Nesting.class, Nesting.JSON);
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it says something that is not known here
   */
  static Rules read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(1 << 20);
    Node root = new Yaml(options).compose(new StringReader(text));
    return root == null ? Rules.none() : new RulesReader(block(root)).rules();
  }

  private Rules rules() {
    requireKnown(document.keySet(), KNOWN);
    List<TextForm> forms = new ArrayList<>();
    if (document.containsKey("when")) {
      addForms(document.get("when"), forms);
    }
    if (document.containsKey("split")) {
      block(document.get("split"))
          .forEach((path, form) -> forms.add(TextForm.of(ItemPath.of(path), text(form))));
    }
    return new Rules(
        columns(),
        forms,
        texts("drop").stream()
            .map(dropped -> ItemPath.of(dropped).attribute())
            .collect(Collectors.toSet()),
        texts("key"),
        word(document.get("names"), Naming.class, Naming.PRESERVE),
        nested,
        rest(),
        !"absent".equals(document.containsKey("nulls") ? text(document.get("nulls")) : "null"));
  }

  private Map<String, Optional<Held>> columns() {
    Map<String, Optional<Held>> columns = new HashMap<>();
    if (document.containsKey("columns")) {
      block(document.get("columns")).forEach((column, from) -> columns.put(column, held(from)));
    }
    return columns;
  }

  private Optional<Held> held(Node from) {
    if (from instanceof ScalarNode path) {
      return Optional.of(new Held(ItemPath.of(path.getValue()), nested));
    }
    Map<String, Node> block = block(from);
    requireKnown(block.keySet(), SOURCES);
    return Optional.ofNullable(block.get("from"))
        .map(
            path ->
                new Held(ItemPath.of(text(path)), word(block.get("as"), Nesting.class, nested)));
  }

  /** Only what must hold captures: no block of {@code any}, no {@code not}. */
  private static void addForms(Node when, List<TextForm> forms) {
    block(when)
        .forEach(
            (name, condition) -> {
              if (name.equals("all")) {
                ((SequenceNode) condition).getValue().forEach(one -> addForms(one, forms));
              } else if (condition instanceof ScalarNode form) {
                forms.add(TextForm.of(ItemPath.of(name), form.getValue()));
              }
            });
  }

  private Rest rest() {
    Node unmapped = document.get("unmapped");
    if (unmapped == null) {
      return new Rest.Columns();
    }
    if (unmapped instanceof ScalarNode word) {
      return switch (word.getValue()) {
        case "columns" -> new Rest.Columns();
        case "ignore", "fail" -> new Rest.Nowhere();
        default -> throw unknown(word.getValue());
      };
    }
    Map<String, Node> block = block(unmapped);
    requireKnown(block.keySet(), Set.of("column", "as"));
    return new Rest.One(text(block.get("column")), word(block.get("as"), Whole.class, Whole.JSON));
  }

  private List<String> texts(String key) {
    Node node = document.get(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(RulesReader::text).toList()
        : List.of(text(node));
  }

  private static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new IllegalArgumentException("no text where one is expected");
  }

  private static Map<String, Node> block(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw new IllegalArgumentException("no block where one is expected");
    }
    Map<String, Node> block = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      block.put(text(entry.getKeyNode()), entry.getValueNode());
    }
    return block;
  }

  private static <E extends Enum<E>> E word(Node node, Class<E> kind, E unsaid) {
    return node == null ? unsaid : Enum.valueOf(kind, text(node).toUpperCase(Locale.ROOT));
  }

  private static void requireKnown(Set<String> names, Set<String> known) {
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw unknown(name);
            });
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("'" + word + "' is not known here");
  }
}
