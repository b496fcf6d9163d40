package dev.messina.transforms.mapping;

import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import dev.messina.transforms.mapping.MappingParser.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads where columns come from: the block {@code columns} and the key {@code unmapped}. */
final class ColumnParser {

  private final Problems problems;
  private final ConditionParser conditions;
  private final NestedForm nested;

  ColumnParser(Problems problems, ConditionParser conditions, NestedForm nested) {
    this.problems = problems;
    this.conditions = conditions;
    this.nested = nested;
  }

  Map<String, ColumnSource> columns(Block block) {
    Map<String, ColumnSource> columns = new LinkedHashMap<>();
    block
        .values()
        .forEach((column, node) -> source(node).ifPresent(source -> columns.put(column, source)));
    return columns;
  }

  private Optional<ColumnSource> source(Node node) {
    if (node instanceof ScalarNode scalar) {
      return conditions
          .path(scalar.getValue(), node)
          .map(path -> new ColumnSource.FromPath(path, nested));
    }
    return Block.of(node, "a column is a path or one of from, constant, join; it", problems)
        .flatMap(block -> source(block, node));
  }

  private Optional<ColumnSource> source(Block block, Node node) {
    block.allowOnly("key of a column", "from", "as", "constant", "join");
    boolean oneSource =
        List.of("from", "constant", "join").stream().filter(block::has).count() == 1;
    if (!oneSource || (block.has("as") && !block.has("from"))) {
      problems.at(node, "a column has exactly one of from, constant, join; 'as' goes with 'from'");
      return Optional.empty();
    }
    if (block.has("join")) {
      return join(block.value("join"));
    }
    if (block.has("constant")) {
      return constant(block);
    }
    NestedForm form = block.word("as", nested);
    return block
        .text("from")
        .flatMap(text -> conditions.path(text, block.value("from")))
        .map(path -> new ColumnSource.FromPath(path, form, block.has("as")));
  }

  private Optional<ColumnSource> join(Node node) {
    Optional<Template> template = conditions.template(node);
    if (template.isPresent() && template.get().hasWildcard()) {
      problems.at(node, "a join needs a name in every brace: {} stands for any text");
      return Optional.empty();
    }
    return template.map(ColumnSource.Join::new);
  }

  private Optional<ColumnSource> constant(Block block) {
    if (!(block.value("constant") instanceof ScalarNode scalar)) {
      problems.at(block.value("constant"), "a constant is a text, a number, true or false");
      return Optional.empty();
    }
    boolean flag = scalar.isPlain() && Block.isFlag(scalar.getValue());
    return Optional.of(
        new ColumnSource.Constant(
            flag ? (Object) scalar.getValue().equals("true") : scalar.getValue()));
  }

  Unmapped unmapped(Block document) {
    if (!document.has("unmapped")) {
      return new Unmapped.Columns();
    }
    Node node = document.value("unmapped");
    if (node instanceof ScalarNode) {
      return switch (document.word("unmapped", UnmappedWord.COLUMNS)) {
        case COLUMNS -> new Unmapped.Columns();
        case IGNORE -> new Unmapped.Ignore();
        case FAIL -> new Unmapped.Fail();
      };
    }
    Optional<Block> block = document.block("unmapped");
    block.ifPresent(catchAll -> catchAll.allowOnly("key of 'unmapped'", "column", "as"));
    Optional<String> column = block.flatMap(catchAll -> catchAll.text("column"));
    if (column.isEmpty()) {
      problems.at(node, "'unmapped' is columns, ignore, fail, or {column: NAME, as: FORM}");
      return new Unmapped.Columns();
    }
    return new Unmapped.CatchAll(column.get(), block.get().word("as", Unmapped.Form.JSON));
  }

  private enum UnmappedWord {
    COLUMNS,
    IGNORE,
    FAIL
  }
}
