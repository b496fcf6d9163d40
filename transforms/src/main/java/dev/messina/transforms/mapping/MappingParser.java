package dev.messina.transforms.mapping;

import dev.messina.record.json.AttributeType;
import dev.messina.transforms.mapping.Condition.ValueTest;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NameStrategy;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.NullPolicy;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads mapping documents, YAML or JSON. Every mistake is reported, each with its place. */
public final class MappingParser {

  private static final String[] KEYS = {
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
    "version_attribute"
  };

  private static final Set<AttributeType> KEY_TYPES =
      Set.of(AttributeType.S, AttributeType.N, AttributeType.B);

  private final Problems problems = new Problems();
  private final ConditionParser conditions = new ConditionParser(problems);
  private final Block document;
  private final NestedForm nested;
  private final Optional<Block> columns;
  private final Optional<Block> keyBlock;

  private MappingParser(String text) {
    this.document = Block.document(text, problems);
    this.nested = document.word("nested", NestedForm.JSON);
    this.columns = document.block("columns");
    this.keyBlock =
        document.value("item_key") instanceof MappingNode
            ? document.block("item_key")
            : Optional.empty();
  }

  /**
   * The mapping that a document describes; that of an empty one is {@link Mapping#identity}.
   *
   * @throws MappingException naming every mistake with line, column and remedy
   */
  public static Mapping parse(String text) {
    return new MappingParser(text).mapping();
  }

  /**
   * The conditions of a {@code when} block that stands alone.
   *
   * @throws MappingException as {@link #parse}
   */
  public static List<Condition> parseWhen(String text) {
    Problems problems = new Problems();
    Block block = Block.document(text, problems);
    List<Condition> conditions = new ConditionParser(problems).conditions(block);
    problems.refuseAny();
    return conditions;
  }

  private Mapping mapping() {
    document.allowOnly("key", KEYS);
    checkVersion();
    List<Condition> when = document.block("when").map(conditions::conditions).orElse(List.of());
    List<Mapping.Split> split = split();
    ColumnParser parser = new ColumnParser(problems, conditions, nested);
    Map<String, ColumnSource> sources = new LinkedHashMap<>();
    columns.ifPresent(block -> sources.putAll(parser.columns(block)));
    addCaptured(sources, when, split);
    Set<String> drops = drops();
    Unmapped unmapped = parser.unmapped(document);
    Mapping mapping =
        new Mapping(
            table(),
            when,
            document.word("missing_old_image", Mapping.MissingOldImage.STOP),
            split,
            itemKey(),
            keyTypes(),
            names("key"),
            document.flag("unique"),
            sources,
            drops,
            document.word("names", NameStrategy.PRESERVE),
            nested,
            document.word("nulls", NullPolicy.NULL),
            unmapped,
            path("expiry"),
            path("version_attribute"));
    refuseContradictions(mapping);
    problems.refuseAny();
    return mapping;
  }

  private void checkVersion() {
    document
        .text("version")
        .filter(version -> !version.equals("1"))
        .ifPresent(
            version ->
                problems.at(
                    document.value("version"),
                    "this is version 1 of the document; install a newer Messina for another one"));
  }

  private String table() {
    Optional<String> table = document.text("table");
    if (table.isPresent() && !table.get().matches("\\w+\\.\\w+")) {
      problems.at(
          document.value("table"),
          "'table' is keyspace.table, letters, digits and underscores only, without quotes");
    }
    return table.orElse(null);
  }

  private List<String> names(String key) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : document.list(key)) {
      Optional<String> name = document.text(node, "a name in '" + key + "'");
      if (name.isPresent() && !names.add(name.get())) {
        problems.at(node, "'" + name.get() + "' stands twice");
      }
    }
    return List.copyOf(names);
  }

  /** A list of names, or a block that gives each its type. */
  private List<String> itemKey() {
    return keyBlock
        .map(block -> List.copyOf(block.values().keySet()))
        .orElseGet(() -> names("item_key"));
  }

  private Map<String, AttributeType> keyTypes() {
    Map<String, AttributeType> types = new HashMap<>();
    keyBlock.ifPresent(
        block ->
            block
                .values()
                .forEach(
                    (name, node) ->
                        block
                            .word(name, AttributeType.class, Enum::name)
                            .ifPresent(type -> addKeyType(name, type, node, types))));
    return types;
  }

  private void addKeyType(
      String name, AttributeType type, Node node, Map<String, AttributeType> types) {
    if (!KEY_TYPES.contains(type)) {
      problems.at(node, "a key attribute is of type S, N or B");
    }
    types.put(name, type);
  }

  private Set<String> drops() {
    Set<String> drops = new LinkedHashSet<>();
    for (Node node : document.list("drop")) {
      Optional<Path> path =
          document.text(node, "a name in 'drop'").flatMap(text -> conditions.path(text, node));
      if (path.isPresent() && !path.get().isWhole()) {
        problems.at(
            node, "only a whole attribute can be dropped; a name with a dot stands in backticks");
      } else if (path.isPresent() && !drops.add(path.get().attribute())) {
        problems.at(node, "'" + path.get() + "' stands twice");
      }
    }
    return drops;
  }

  private Path path(String key) {
    return document
        .text(key)
        .flatMap(text -> conditions.path(text, document.value(key)))
        .orElse(null);
  }

  private List<Mapping.Split> split() {
    List<Mapping.Split> splits = new ArrayList<>();
    Optional<Block> block = document.block("split");
    if (block.isPresent()) {
      for (Map.Entry<String, Node> entry : block.get().values().entrySet()) {
        Optional<Path> path = conditions.path(entry.getKey(), block.get().keyNode(entry.getKey()));
        Optional<Template> template = conditions.template(entry.getValue());
        if (path.isPresent() && template.isPresent()) {
          splits.add(new Mapping.Split(path.get(), template.get()));
        }
      }
    }
    return splits;
  }

  private void addCaptured(
      Map<String, ColumnSource> sources, List<Condition> when, List<Mapping.Split> split) {
    Set<String> parts = new LinkedHashSet<>();
    when.stream()
        .flatMap(Condition::certain)
        .forEach(
            condition -> {
              if (condition.test() instanceof ValueTest.Matches matches) {
                parts.addAll(matches.template().names());
              }
            });
    split.forEach(taken -> parts.addAll(taken.template().names()));
    for (String part : parts) {
      if (sources.containsKey(part)) {
        problems.at(
            columns.orElseThrow().keyNode(part),
            "column '" + part + "' is already what a template captures; give one another name");
      }
      sources.putIfAbsent(part, new ColumnSource.Captured(part));
    }
  }

  private void refuseContradictions(Mapping mapping) {
    if (mapping.unmapped() instanceof Unmapped.CatchAll catchAll
        && (mapping.columns().containsKey(catchAll.column())
            || mapping.key().contains(catchAll.column()))) {
      problems.at(
          document.value("unmapped"),
          "column '" + catchAll.column() + "' has a value already; catch the rest in another one");
    }
    Map<String, String> whole = new HashMap<>();
    mapping
        .columns()
        .forEach(
            (column, source) -> {
              if (source instanceof ColumnSource.FromPath from && from.path().isWhole()) {
                whole.put(from.path().attribute(), column);
              }
            });
    for (String dropped : mapping.drops()) {
      if (whole.containsKey(dropped)) {
        problems.at(
            document.value("drop"),
            "attribute '"
                + dropped
                + "' is dropped and column '"
                + whole.get(dropped)
                + "' takes it; take one away");
      }
    }
  }

  /** The mistakes of a document, each at its place. */
  static final class Problems {

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
}
