package dev.messina.cli.demo.workload;

/** The CQL types for which there are attributes to invent. */
enum ColumnKind {
  TEXT("text"),
  DECIMAL("decimal"),
  VARINT("varint"),
  BIGINT("bigint"),
  INT("int"),
  DOUBLE("double"),
  BOOLEAN("boolean"),
  BLOB("blob"),
  TIMESTAMP("timestamp"),
  DATE("date"),
  UUID("uuid"),
  SET_OF_TEXT("frozen<set<text>>"),
  SET_OF_DECIMAL("frozen<set<decimal>>"),
  SET_OF_BLOB("frozen<set<blob>>"),
  LIST_OF_TEXT("frozen<list<text>>"),
  MAP_OF_TEXT("frozen<map<text, text>>"),
  MAP_OF_DECIMAL("frozen<map<text, decimal>>");

  private final String cql;

  ColumnKind(String cql) {
    this.cql = cql;
  }

  static ColumnKind of(String cql) {
    for (ColumnKind kind : values()) {
      if (kind.cql.replace(" ", "").equals(cql.replace(" ", ""))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "No values can be invented for a column of type " + cql + "; leave it out of the table.");
  }
}
