package dev.messina.cli.demo.workload;

import java.util.HashMap;
import java.util.Map;

/** Catalogues for tests. */
final class Catalogues {

  private Catalogues() {}

  /** One column of each type, and many of text. */
  static Catalogue ofEveryType() {
    Map<String, String> columns = new HashMap<>();
    columns.put("pk", "text");
    columns.put("sk", "decimal");
    columns.put("decimal", "decimal");
    columns.put("varint", "varint");
    columns.put("bigint", "bigint");
    columns.put("int", "int");
    columns.put("double", "double");
    columns.put("boolean", "boolean");
    columns.put("blob", "blob");
    columns.put("timestamp", "timestamp");
    columns.put("date", "date");
    columns.put("uuid", "uuid");
    columns.put("texts", "frozen<set<text>>");
    columns.put("decimals", "frozen<set<decimal>>");
    columns.put("blobs", "frozen<set<blob>>");
    columns.put("list", "frozen<list<text>>");
    columns.put("map", "frozen<map<text,text>>");
    columns.put("prices", "frozen<map<text, decimal>>");
    for (int i = 0; i < 20; i++) {
      columns.put("text " + i, "text");
    }
    return Catalogue.of(columns);
  }
}
