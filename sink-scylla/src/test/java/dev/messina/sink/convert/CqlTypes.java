package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CQL types that docs/types.md speaks of, by the names that they have there. */
public final class CqlTypes {

  public static final Map<String, DataType> BY_NAME = types();

  private CqlTypes() {}

  private static Map<String, DataType> types() {
    Map<String, DataType> types = new TreeMap<>();
    Stream.of(
            DataTypes.TEXT,
            DataTypes.ASCII,
            DataTypes.DECIMAL,
            DataTypes.VARINT,
            DataTypes.BIGINT,
            DataTypes.INT,
            DataTypes.SMALLINT,
            DataTypes.TINYINT,
            DataTypes.DOUBLE,
            DataTypes.FLOAT,
            DataTypes.BOOLEAN,
            DataTypes.BLOB,
            DataTypes.UUID,
            DataTypes.TIMEUUID,
            DataTypes.INET,
            DataTypes.TIMESTAMP,
            DataTypes.DATE,
            DataTypes.TIME,
            DataTypes.DURATION,
            DataTypes.setOf(DataTypes.TEXT),
            DataTypes.setOf(DataTypes.DECIMAL),
            DataTypes.setOf(DataTypes.BLOB),
            DataTypes.frozenListOf(DataTypes.TEXT),
            DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT),
            DataTypes.mapOf(DataTypes.TEXT, DataTypes.DECIMAL))
        .forEach(type -> types.put(type.asCql(true, true), type));
    types.put("frozen<tuple<text, decimal>>", DataTypes.tupleOf(DataTypes.TEXT, DataTypes.DECIMAL));
    types.put(
        "frozen<address>",
        new UserDefinedTypeBuilder("shop", "address")
            .withField("street", DataTypes.TEXT)
            .withField("zip", DataTypes.INT)
            .frozen()
            .build());
    types.put("vector<float, 3>", DataTypes.vectorOf(DataTypes.FLOAT, 3));
    return types;
  }
}
