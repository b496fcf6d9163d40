#!/usr/bin/env bash
# Apache Kafka Connect's JsonConverter 4.3.1 and 4.4.0, schemas.enable=true.
# The envelope {"schema":…,"payload":…} names a type, and the payload is not held against it: "7" as int64 becomes 0, 300 as
# int8 becomes 44, 1.9 as int64 becomes 1, "true" as boolean becomes false, 7 as a required string becomes null. No error is
# raised, so neither errors.tolerance nor a dead-letter queue sees it. One guesses that a declared schema is checked.
# Exits 0 while that is so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$(cd "$(dirname "$0")/.." && pwd)

cat >"$work/Denied.java" <<'JAVA'
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;

class Denied {
  static final JsonConverter CONVERTER = new JsonConverter();

  static String read(String type, String payload) {
    String json = "{\"schema\":{\"type\":\"" + type + "\"},\"payload\":" + payload + "}";
    try {
      Object value = CONVERTER.toConnectData("t", json.getBytes(StandardCharsets.UTF_8)).value();
      return String.valueOf(value);
    } catch (RuntimeException refused) {
      return refused.getClass().getSimpleName();
    }
  }

  public static void main(String[] arguments) {
    CONVERTER.configure(Map.of("schemas.enable", "true"), false);
    String[][] cases = {
      {"int64", "\"7\"", "0"}, {"int32", "\"x\"", "0"}, {"int64", "true", "0"}, {"int64", "{}", "0"},
      {"int8", "300", "44"}, {"int16", "70000", "4464"}, {"int64", "1.9", "1"}, {"boolean", "\"true\"", "false"},
      {"boolean", "5", "false"}, {"double", "\"x\"", "0.0"}, {"string", "7", "null"},
    };
    boolean same = true;
    for (String[] one : cases) {
      String seen = read(one[0], one[1]);
      same &= seen.equals(one[2]);
      System.out.printf("%-8s %-8s -> %s (expected here: %s)%n", one[0], one[1], seen, one[2]);
    }
    System.exit(same ? 0 : 1);
  }
}
JAVA

for version in 4.3.1 4.4.0; do
  mkdir "$work/$version"
  cat >"$work/$version/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>connect-json</artifactId>
<version>$version</version></dependency></dependencies></project>
POM
  "$project/mvnw" -q -B -ntp -f "$work/$version/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/$version/lib"
  echo "connect-json $version"
  java -cp "$work/$version/lib/*" "$work/Denied.java" 2>"$work/errors" || { cat "$work/errors"; exit 1; }
done
