package dev.messina.transforms;

import dev.messina.record.json.AttributeVisitor.Wanted;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.mapping.Condition;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds what each attribute is needed for that a rule names. */
final class AttributeUses {

  private final Mapping mapping;
  private final Wanted others;
  private final Map<String, RowPlan.Use> uses = new HashMap<>();

  AttributeUses(Mapping mapping) {
    this.mapping = mapping;
    this.others = RowPlan.others(mapping);
  }

  Map<String, RowPlan.Use> of(
      Set<String> itemKey, Collection<PlannedColumn> key, Collection<Path> joined) {
    mapping.drops().forEach(attribute -> uses.put(attribute, RowPlan.Use.DROPPED));
    mapping.templates().stream()
        .filter(Mapping.Split::takes)
        .forEach(split -> taken(split.path(), NestedForm.JSON));
    mapping.columns().values().forEach(this::source);
    key.forEach(column -> source(column.source()));
    mapping.when().stream().flatMap(Condition::tests).map(Condition.At::path).forEach(this::looked);
    mapping.split().forEach(split -> looked(split.path()));
    joined.forEach(this::looked);
    if (mapping.expiry() != null) {
      looked(mapping.expiry());
    }
    if (mapping.versionAttribute() != null) {
      looked(mapping.versionAttribute());
    }
    itemKey.forEach(this::keyAttribute);
    return Map.copyOf(uses);
  }

  private void source(ColumnSource source) {
    if (source instanceof ColumnSource.FromPath from) {
      taken(from.path(), from.form());
    }
  }

  /** A rule takes what stands at the path; a whole attribute then has no column of its own. */
  private void taken(Path path, NestedForm form) {
    add(path, form, path.isWhole());
  }

  /** A rule looks at what stands at the path and leaves it. */
  private void looked(Path path) {
    add(path, NestedForm.JSON, false);
  }

  private void add(Path path, NestedForm form, boolean takes) {
    RowPlan.Use known = uses.get(path.attribute());
    boolean passes = !takes && (known == null || known.passes());
    boolean tree =
        !path.isWhole()
            || form != NestedForm.JSON
            || (known != null && known.wanted() == Wanted.TREE)
            || (passes && others == Wanted.TREE);
    boolean named = path.isWhole() || (known != null && known.named());
    uses.put(path.attribute(), new RowPlan.Use(tree ? Wanted.TREE : Wanted.VALUE, named, passes));
  }

  /** Rules read the key's attributes from the record's key; an image shows only those that pass. */
  private void keyAttribute(String attribute) {
    RowPlan.Use use = uses.getOrDefault(attribute, new RowPlan.Use(others, false, true));
    uses.put(
        attribute,
        new RowPlan.Use(use.passes() ? others : Wanted.NOTHING, use.named(), use.passes()));
  }
}
