package dev.messina.shadow;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real transform, from items of {@code pk} and {@code v} into a table of the same columns. */
final class TestMapping {

  private TestMapping() {}

  static Expectation real() {
    return into("ks.t");
  }

  /**
   * @param table to which the sink writes; rows of any but {@code ks.t} are not looked at
   */
  static Expectation into(String table) {
    Deployed sink =
        new Deployed(
            "sink",
            Map.of(
                "table.name", table,
                "transforms", "row",
                "transforms.row.type", "dev.messina.transforms.ItemToRow"));
    return new Expectation(sink, new ChangeForm("shop.t", "t", Map.of("pk", "S")), table());
  }

  private static TargetTable table() {
    ColumnMetadata key = column("pk");
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    columns.put(key.getName(), key);
    columns.put(CqlIdentifier.fromInternal("v"), column("v"));
    return new TargetTable(
        new DefaultTableMetadata(
            CqlIdentifier.fromInternal("ks"),
            CqlIdentifier.fromInternal("t"),
            null,
            false,
            false,
            List.of(key),
            Map.of(),
            columns,
            Map.of(),
            Map.of()));
  }

  private static ColumnMetadata column(String name) {
    return new DefaultColumnMetadata(
        CqlIdentifier.fromInternal("ks"),
        CqlIdentifier.fromInternal("t"),
        CqlIdentifier.fromInternal(name),
        DataTypes.TEXT,
        false);
  }

  static ItemKey key(String pk) {
    return new ItemKey(Map.of("pk", AttributeValue.fromS(pk)));
  }

  static RowKey rowKey(String pk) {
    return new RowKey(List.of("pk"), List.of(pk));
  }

  static Map<String, AttributeValue> item(String pk, String v) {
    return Map.of("pk", AttributeValue.fromS(pk), "v", AttributeValue.fromS(v));
  }

  static FoundRow row(String v, long writeMicros) {
    return new FoundRow(
        Map.of("v", v), OptionalLong.of(writeMicros), () -> v + " at " + writeMicros);
  }
}
