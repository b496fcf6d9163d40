package dev.messina.transforms.mapping;

import dev.messina.record.json.AttributeType;
import dev.messina.transforms.mapping.Condition.ValueTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A checked mapping document: which items belong to a target, and what their rows look like.
 *
 * @param table the target as keyspace.table, or null if the document does not say
 * @param when every one must hold
 * @param missingOldImage what becomes of a record whose source keeps no old images where the
 *     mapping cannot do without
 * @param split attributes that are taken apart; an item whose attribute has another form is an
 *     error
 * @param itemKey the key attributes of the DynamoDB table, or empty if the document does not say
 * @param keyTypes the DynamoDB types of those key attributes for which the document says it
 * @param key the primary-key columns of the target in their order, or empty for those that the
 *     item's key attributes become
 * @param unique whether the user vouches that no two items have one target key, ever
 * @param columns columns that the document defines, those of captured parts included, in order
 * @param drops attributes that become no column
 * @param nested for lists and maps where no column says otherwise
 * @param expiry where the item's expiry stands in seconds since 1970, or null
 * @param versionAttribute where the item's own version stands, or null
 */
public record Mapping(
    String table,
    List<Condition> when,
    MissingOldImage missingOldImage,
    List<Split> split,
    List<String> itemKey,
    Map<String, AttributeType> keyTypes,
    List<String> key,
    boolean unique,
    Map<String, ColumnSource> columns,
    Set<String> drops,
    NameStrategy names,
    NestedForm nested,
    NullPolicy nulls,
    Unmapped unmapped,
    Path expiry,
    Path versionAttribute) {

  /** What stands at a path, taken apart by a template. */
  public record Split(Path path, Template template) {

    /**
     * Whether the parts tell what the text was, so that it needs no column of its own. One that
     * matches any text somewhere only tests and captures.
     */
    public boolean takes() {
      return !template.hasWildcard();
    }
  }

  /** What becomes of a record whose source keeps no old images. */
  public enum MissingOldImage {
    /** The task stops: each such record would be refused, so this is no matter of one item. */
    STOP,
    /** The record is refused, and its row stays as it was. */
    REJECT
  }

  public Mapping {
    when = List.copyOf(when);
    split = List.copyOf(split);
    itemKey = List.copyOf(itemKey);
    keyTypes = Map.copyOf(keyTypes);
    key = List.copyOf(key);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    drops = Set.copyOf(drops);
  }

  /** Each attribute becomes the column of its name. */
  public static Mapping identity() {
    return ofItems(List.of());
  }

  /** Each attribute becomes the column of its name, for items that match. */
  public static Mapping ofItems(List<Condition> when) {
    return new Mapping(
        null,
        when,
        MissingOldImage.STOP,
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        false,
        Map.of(),
        Set.of(),
        NameStrategy.PRESERVE,
        NestedForm.JSON,
        NullPolicy.NULL,
        new Unmapped.Columns(),
        null,
        null);
  }

  /** Every template that each row's item has met, with the path of what it takes apart. */
  public List<Split> templates() {
    List<Split> templates = new ArrayList<>();
    when.stream()
        .flatMap(Condition::certain)
        .forEach(
            condition -> {
              if (condition.test() instanceof ValueTest.Matches matches) {
                templates.add(new Split(condition.path(), matches.template()));
              }
            });
    templates.addAll(split);
    return templates;
  }

  /** The names that templates capture. */
  public Set<String> parts() {
    Set<String> parts = new LinkedHashSet<>();
    templates().forEach(taken -> parts.addAll(taken.template().names()));
    return parts;
  }

  /** Which column an attribute becomes that no rule names. */
  public enum NameStrategy {
    /** The one of its own name. */
    PRESERVE,
    /** Its name in lower case. */
    LOWER,
    /**
     * Words in lower case, with an underscore between them: orderId and "Order ID" are order_id.
     */
    SNAKE_CASE;

    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HUMP =
        Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    public String columnOf(String attribute) {
      return switch (this) {
        case PRESERVE -> attribute;
        case LOWER -> attribute.toLowerCase(Locale.ROOT);
        case SNAKE_CASE -> snakeCase(attribute);
      };
    }

    private static String snakeCase(String attribute) {
      String words = HUMP.matcher(OTHER.matcher(attribute).replaceAll("_")).replaceAll("_");
      return words.toLowerCase(Locale.ROOT);
    }
  }

  /** How lists and maps travel; scalars and sets always travel as they are. */
  public enum NestedForm {
    /** As plain JSON text. */
    JSON,
    /** As DynamoDB JSON text, with a type at every value. */
    DYNAMODB,
    /** Lists as arrays, maps as maps if all values are of one type and as structs if not. */
    NATIVE,
    /** Maps as a column for each entry, {@code address_zip}; lists as plain JSON text. */
    FLATTEN
  }

  /** What becomes of an attribute of type NULL. */
  public enum NullPolicy {
    /** A null in its column. */
    NULL,
    /** No column, as if the item lacked it. */
    ABSENT,
    /** An error. */
    FAIL
  }

  /** What becomes of attributes that no rule names. */
  public sealed interface Unmapped {

    /** Each becomes a column of its own. */
    record Columns() implements Unmapped {}

    /** They are left out and counted. */
    record Ignore() implements Unmapped {}

    /** An item that has one is an error. */
    record Fail() implements Unmapped {}

    /** All together become one column, of the item's own name for each. */
    record CatchAll(String column, Form form) implements Unmapped {}

    /** How the one column holds them. */
    enum Form {
      /** Text: one object of plain JSON. */
      JSON,
      /** Text: one object of DynamoDB JSON, nothing lost. */
      DYNAMODB,
      /** A map of texts: strings as they are, everything else as plain JSON. */
      MAP
    }
  }

  /** Where a column's value comes from. */
  public sealed interface ColumnSource {

    /**
     * What stands at a path of the item.
     *
     * @param form how a list or map travels
     * @param nested whether the document says for this column how, so that it is there for one
     */
    record FromPath(Path path, NestedForm form, boolean nested) implements ColumnSource {

      /** Of whatever stands there. */
      public FromPath(Path path, NestedForm form) {
        this(path, form, false);
      }
    }

    /** What a template has captured under a name. */
    record Captured(String name) implements ColumnSource {}

    /**
     * The same value in every row.
     *
     * @param value a String or a Boolean
     */
    record Constant(Object value) implements ColumnSource {}

    /** Parts put together; each is what a template has captured, or else stands at a path. */
    record Join(Template template) implements ColumnSource {}
  }
}
