package dev.messina.verification.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.expect.Expected;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.row.TestTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A transform with a fault makes the row and the expected row alike; only the item tells. */
class FlawedTransformTest {

  private static final Map<String, AttributeValue> ITEM =
      ItemJson.read(
          """
          {"pk": {"S": "Key"}, "note": {"S": " two words "}, "sort": {"S": "b"},
           "total": {"N": "12345678901234567890.12"}, "tags": {"SS": ["a", "b"]},
           "more": {"M": {"a": {"N": "1"}, "b": {"L": [{"S": "x"}, {"NULL": true}]}}}}
          """);

  private static final Map<String, DataType> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("note", DataTypes.TEXT);
    COLUMNS.put("sort", DataTypes.TEXT);
    COLUMNS.put("extra", DataTypes.TEXT);
    COLUMNS.put("more", DataTypes.TEXT);
    COLUMNS.put("total", DataTypes.DECIMAL);
    COLUMNS.put("tags", DataTypes.setOf(DataTypes.TEXT));
  }

  @ParameterizedTest
  @CsvSource({
    "rounds, total",
    "trims, note",
    "swaps, note sort",
    "forgets, note",
    "invents, extra",
    "shortens, more",
    "mixes, tags",
    "spoils the key, pk",
  })
  void isFoundByTheItemAndNotByTheRow(String fault, String columns) {
    assertThat(unlike(fault))
        .extracting(Unlike::column)
        .containsExactlyInAnyOrder(columns.split(" "));
  }

  @Test
  void aSoundTransformIsNoFault() {
    assertThat(unlike("none")).isEmpty();
  }

  private static List<Unlike> unlike(String fault) {
    TargetTable table = TestTables.table(Map.of("pk", DataTypes.TEXT), COLUMNS);
    Deployed sink =
        new Deployed(
            "sink",
            Map.of(
                "table.name", "ks.t",
                "transforms", "row",
                "transforms.row.type", "dev.messina.verification.reverse.flaw.ItemToRow",
                "transforms.row.fault", fault));
    ItemKey key = new ItemKey(Map.of("pk", ITEM.get("pk")));
    try (Expectation expectation =
        new Expectation(sink, new ChangeForm("topic", "items", Map.of("pk", "S")), table)) {
      Expected.Row row = (Expected.Row) expectation.of(key, ITEM);
      FoundRow found = StoredRows.of(row, table.columnTypes());
      assertThat(row.differingFrom(found)).as("the row compare is blind to it").isEmpty();
      return AsItems.of(sink, table.columnTypes()).unlike(ITEM, row.key(), found);
    }
  }
}
