package dev.messina.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.json.AttributeType;
import dev.messina.transforms.mapping.Condition.ValueTest;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NameStrategy;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.NullPolicy;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingParserTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "# nothing yet\n", "{}", "version: 1"})
  void readsAnEmptyDocumentAsNoDifference(String document) {
    assertThat(MappingParser.parse(document)).isEqualTo(Mapping.identity());
  }

  @Test
  void readsEveryKey() {
    Mapping mapping =
        MappingParser.parse(
            """
            version: 1
            table: shop.order_items
            item_key: [pk, sk]
            when:
              sk: "ORDER#{order_id}"
              kind: {in: [a, "1", 1.0]}
              count: {type: N}
            split: {pk: "USER#{user_id}"}
            key: [user_id, order_id]
            unique: true
            columns:
              zip: address.zip
              tags: {from: tags, as: native}
              region: {constant: eu-west-1}
              all: {join: "{user_id}-{name}"}
            names: lower
            nested: dynamodb
            nulls: null
            unmapped: {column: rest, as: map}
            drop: [x, "`a.b`"]
            expiry: expires_at
            version_attribute: rev
            """);

    assertThat(mapping.table()).isEqualTo("shop.order_items");
    assertThat(mapping.itemKey()).containsExactly("pk", "sk");
    assertThat(mapping.key()).containsExactly("user_id", "order_id");
    assertThat(mapping.unique()).isTrue();
    assertThat(mapping.when())
        .containsExactly(
            new Condition.At(
                Path.ofName("sk"), new ValueTest.Matches(Template.parse("ORDER#{order_id}"))),
            new Condition.At(
                Path.ofName("kind"),
                new ValueTest.OneOf(
                    List.of(
                        new ValueTest.Literal("a", null),
                        new ValueTest.Literal("1", null),
                        new ValueTest.Literal("1.0", "1")))),
            new Condition.At(Path.ofName("count"), new ValueTest.OfType(AttributeType.N)));
    assertThat(mapping.split())
        .containsExactly(new Mapping.Split(Path.ofName("pk"), Template.parse("USER#{user_id}")));
    assertThat(mapping.columns())
        .containsEntry(
            "zip",
            new ColumnSource.FromPath(new Path(List.of("address", "zip")), NestedForm.DYNAMODB))
        .containsEntry(
            "tags", new ColumnSource.FromPath(Path.ofName("tags"), NestedForm.NATIVE, true))
        .containsEntry("region", new ColumnSource.Constant("eu-west-1"))
        .containsEntry("all", new ColumnSource.Join(Template.parse("{user_id}-{name}")))
        .containsEntry("order_id", new ColumnSource.Captured("order_id"))
        .containsEntry("user_id", new ColumnSource.Captured("user_id"))
        .hasSize(6);
    assertThat(mapping.names()).isEqualTo(NameStrategy.LOWER);
    assertThat(mapping.nulls()).isEqualTo(NullPolicy.NULL);
    assertThat(mapping.unmapped()).isEqualTo(new Unmapped.CatchAll("rest", Unmapped.Form.MAP));
    assertThat(mapping.drops()).containsExactlyInAnyOrder("x", "a.b");
    assertThat(mapping.expiry()).isEqualTo(Path.ofName("expires_at"));
    assertThat(mapping.versionAttribute()).isEqualTo(Path.ofName("rev"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "[a, b]                     | 1, column 1: a mapping document is a block of 'name: value'"
            + " lines",
        "text                       | 1, column 1: a mapping document is a block of 'name: value'"
            + " lines",
        "{a: b                      | 1, column 6: this is not YAML: expected ',' or '}', but got"
            + " <stream end>",
        "whn: {}                    | 1, column 1: unknown key 'whn'; did you mean 'when'?",
        "{key: a, key: b}           | 1, column 10: 'key' stands twice",
        "{[a]: b}                   | 1, column 2: a name is expected before the colon",
        "version: 2                 | 1, column 10: this is version 1 of the document; install a"
            + " newer Messina for another one",
        "table: orders              | 1, column 8: 'table' is keyspace.table, letters, digits and"
            + " underscores only, without quotes",
        "table: {a: b}              | 1, column 8: 'table' is a single word or text",
        "key: [a, a]                | 1, column 10: 'a' stands twice",
        "key: [[a]]                 | 1, column 7: a name in 'key' is a single word or text",
        "unique: yes                | 1, column 9: 'unique' is true or false",
        "names: camel               | 1, column 8: 'names' is one of preserve, lower, snake_case",
        "nested: jsn                | 1, column 9: 'nested' is one of json, dynamodb, native,"
            + " flatten; did you mean 'json'?",
        "drop: [a.b]                | 1, column 8: only a whole attribute can be dropped; a name"
            + " with a dot stands in backticks",
        "drop: [a, a]               | 1, column 11: 'a' stands twice",
        "expiry: a..b               | 1, column 9: 'a..b' is no path: a name is missing at"
            + " character 3",
        "columns: [a]               | 1, column 10: 'columns' is a block of 'name: value' lines",
        "columns: {a: [b]}          | 1, column 14: a column is a path or one of from, constant,"
            + " join; it is a block of 'name: value' lines",
        "columns: {a: {}}           | 1, column 14: a column has exactly one of from, constant,"
            + " join; 'as' goes with 'from'",
        "columns: {a: {join: x, as: json}} | 1, column 14: a column has exactly one of from,"
            + " constant, join; 'as' goes with 'from'",
        "columns: {a: {from: b, as: xml}} | 1, column 28: 'as' is one of json, dynamodb, native,"
            + " flatten",
        "columns: {a: {constant: [1]}} | 1, column 25: a constant is a text, a number, true or"
            + " false",
        "columns: {a: {join: '{b'}} | 1, column 21: this is no template: the brace at character 1"
            + " is not closed; write {{ for the brace itself",
        "columns: {a: '`b'}         | 1, column 14: '`b' is no path: the backtick at character 1 is"
            + " not closed before a dot or the end",
        "when: [a]                  | 1, column 7: 'when' is a block of 'name: value' lines",
        "when: {a: {is: 1}}         | 1, column 12: unknown condition 'is'; did you mean 'in'?",
        "when: {a: {}}              | 1, column 11: a condition has exactly one of equals, in,"
            + " exists, type, not",
        "when: {a: {type: String}}  | 1, column 18: 'type' is one of S, N, B, BOOL, NULL, SS, NS,"
            + " BS, L, M",
        "when: {a: {in: b}}         | 1, column 16: 'in' is a list of values, [a, b]",
        "when: {a: {exists: maybe}} | 1, column 20: 'exists' is true or false",
        "when: {a: '{x}{y}'}        | 1, column 11: this is no template: the part at character 4"
            + " touches the one before; some text must stand between them",
        "when: {not: {a: b, c: {is: 1}}} | 1, column 24: unknown condition 'is'; did you mean"
            + " 'in'?",
        "when: {not: PROFILE}       | 1, column 13: 'not' is a block of conditions that must not"
            + " all hold; an attribute of that name stands in backticks",
        "when: {not: {}}            | 1, column 13: 'not' has an empty block; write conditions or"
            + " take it out",
        "when: {any: {a: b}}        | 1, column 13: 'any' is a list of blocks of conditions; an"
            + " attribute of that name stands in backticks",
        "when: {all: []}            | 1, column 13: 'all' is a list of blocks of conditions; an"
            + " attribute of that name stands in backticks",
        "when: {a: {not: {not: b}}} | 1, column 17: 'not' stands once before a test",
        "columns: {a: {join: 'x{}'}} | 1, column 21: a join needs a name in every brace: {} stands"
            + " for any text",
        "item_key: {pk: M}          | 1, column 16: a key attribute is of type S, N or B",
        "item_key: {pk: String}     | 1, column 16: 'pk' is one of S, N, B, BOOL, NULL, SS, NS, BS,"
            + " L, M",
        "missing_old_image: skip    | 1, column 20: 'missing_old_image' is one of stop, reject",
        "split: {a: 'x}'}           | 1, column 12: this is no template: the brace at character 2"
            + " closes nothing; write }} for the brace itself",
        "split: {a: [x]}            | 1, column 12: a template is expected, a text such as"
            + " \"USER#{user_id}\"",
        "{columns: {x: b}, split: {a: '{x}'}} | 1, column 12: column 'x' is already what a template"
            + " captures; give one another name",
        "{columns: {x: b}, drop: b} | 1, column 25: attribute 'b' is dropped and column 'x' takes"
            + " it; take one away",
        "unmapped: ignor            | 1, column 11: 'unmapped' is one of columns, ignore, fail; did"
            + " you mean 'ignore'?",
        "unmapped: {as: json}       | 1, column 11: 'unmapped' is columns, ignore, fail, or"
            + " {column: NAME, as: FORM}",
        "unmapped: {column: a, as: native} | 1, column 27: 'as' is one of json, dynamodb, map",
        "{columns: {x: b}, unmapped: {column: x}} | 1, column 29: column 'x' has a value already;"
            + " catch the rest in another one",
      })
  void namesMistakesWithTheirPlace(String document, String problem) {
    assertThatThrownBy(() -> MappingParser.parse(document))
        .isInstanceOf(MappingException.class)
        .message()
        .contains("line " + problem);
  }

  @Test
  void tellsAllMistakesInTheOrderOfTheDocument() {
    assertThatThrownBy(
            () ->
                MappingParser.parse(
                    """
                    names: big
                    columns:
                      a: {form: b}
                      c: "x..y"
                    when:
                      d: {type: X, in: [1]}
                    """))
        .hasMessage(
            """
line 1, column 8: 'names' is one of preserve, lower, snake_case
line 3, column 6: a column has exactly one of from, constant, join; 'as' goes with 'from'
line 3, column 7: unknown key of a column 'form'; did you mean 'from'?
line 4, column 6: 'x..y' is no path: a name is missing at character 3
line 6, column 6: a condition has exactly one of equals, in, exists, type, not""");
  }

  @Test
  void refusesADocumentThatNoHandHasWritten() {
    assertThatThrownBy(() -> MappingParser.parse("x".repeat(1 << 21)))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("this is not YAML");
  }
}
