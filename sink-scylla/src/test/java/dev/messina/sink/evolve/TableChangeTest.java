package dev.messina.sink.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.route.TableName;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class TableChangeTest {

  private static final TableName TABLE = new TableName("shop", "Orders");
  private static final Schema KEY =
      SchemaBuilder.struct()
          .field("pk", Schema.STRING_SCHEMA)
          .field("sk", Schema.INT64_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("pk", Schema.STRING_SCHEMA)
          .field("a \"b\"", Schema.OPTIONAL_INT32_SCHEMA)
          .field(
              "typeless",
              SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA).build())
          .build();

  @Test
  void createsTheKeysFieldsAsThePrimaryKeyInTheirOrder() {
    assertThat(TableChange.create(TABLE, KEY, ROW.fields(), "").cql())
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS \"shop\".\"Orders\" (\"pk\" text, \"sk\" bigint,"
                + " \"a \"\"b\"\"\" int, PRIMARY KEY (\"pk\", \"sk\"))");
  }

  @Test
  void saysWhatANewTableNeedsBehindItsColumns() {
    assertThat(TableChange.create(TABLE, KEY, ROW.fields(), " WITH gc_grace_seconds = 1").cql())
        .endsWith("PRIMARY KEY (\"pk\", \"sk\")) WITH gc_grace_seconds = 1");
  }

  @Test
  void addsWhatIsMissing() {
    TableChange change = TableChange.add(TABLE, ROW.fields(), Set.of("pk"));
    assertThat(change.cql()).isEqualTo("ALTER TABLE \"shop\".\"Orders\" ADD (\"a \"\"b\"\"\" int)");
    assertThat(change.isEmpty()).isFalse();
    assertThat(TableChange.add(TABLE, ROW.fields(), Set.of("pk", "a \"b\"")).isEmpty()).isTrue();
  }
}
