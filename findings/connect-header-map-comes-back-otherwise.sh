#!/usr/bin/env bash
# Apache Kafka Connect's SimpleHeaderConverter 4.3.1 and 4.4.0: the default header.converter of every worker and connector.
# A header that is a map of strings does not survive the way to Kafka and back. Inside the map quotes and backslashes come back
# with the escapes they were written with, and a text that looks like a date comes back as a date. A header that is one string
# keeps its quotes, but comes back as a number, a boolean, a date or nothing if it looks like one: "007" is 7. One guesses that
# what one connector writes into a header another connector reads again. Exits 0 while that is so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$(cd "$(dirname "$0")/.." && pwd)

cat >"$work/Headers.java" <<'JAVA'
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

class Headers {
  static final Schema TEXTS = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();

  static String shown(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }

  public static void main(String[] arguments) {
    SimpleHeaderConverter converter = new SimpleHeaderConverter();
    String[] texts = {"plain", "a\"b", "a\\b", "2026-01-01", "7", "007", "true", "null", "a,b", "{x}"};
    StringBuilder differing = new StringBuilder();
    StringBuilder differingAlone = new StringBuilder();
    for (String text : texts) {
      byte[] inMap = converter.fromConnectHeader("t", "h", TEXTS, Map.of("k", text));
      SchemaAndValue back = converter.toConnectHeader("t", "h", inMap);
      Object read = back.value() instanceof Map<?, ?> map ? map.get("k") : back.value();
      byte[] alone = converter.fromConnectHeader("t", "h", Schema.STRING_SCHEMA, text);
      SchemaAndValue backAlone = converter.toConnectHeader("t", "h", alone);
      Object readAlone = backAlone == null ? null : backAlone.value();
      System.out.printf("%-12s in a map -> %-24s alone -> %s%n", text, shown(read), shown(readAlone));
      differing.append(text.equals(read) ? "" : text + " ");
      differingAlone.append(text.equals(readAlone) ? "" : text + " ");
    }
    System.out.println("Different from a map: " + differing + "| alone: " + differingAlone);
    System.exit((differing + "| " + differingAlone).equals(System.getenv("EXPECTED")) ? 0 : 1);
  }
}
JAVA

for version in 4.3.1 4.4.0; do
  mkdir "$work/$version"
  cat >"$work/$version/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>connect-api</artifactId>
<version>$version</version></dependency></dependencies></project>
POM
  "$project/mvnw" -q -B -ntp -f "$work/$version/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/$version/lib"
  echo "connect-api $version"
  EXPECTED='a"b a\b 2026-01-01 | 2026-01-01 7 007 true null ' java -cp "$work/$version/lib/*" "$work/Headers.java" 2>"$work/errors" || { cat "$work/errors"; exit 1; }
done
