#!/usr/bin/env bash
# Apache Cassandra 5.0.9, two things that good engineers would guess wrong when rows are written with older timestamps.
# 1. Key columns of type decimal: 1.0 and 1.00 are two partitions, but one clustering row. A partition key is told apart by its
#    bytes, which have the scale; clustering columns are compared as numbers.
# 2. ALTER TABLE … DROP c and ADD c again: a value written afterwards with a timestamp up to the moment of the DROP is
#    acknowledged and not seen. The DROP is remembered in system_schema.dropped_columns.
# Exits 0 while that is so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$(cd "$(dirname "$0")/.." && pwd)

cat >"$work/pom.xml" <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.cassandra</groupId><artifactId>cassandra-all</artifactId>
<version>5.0.9</version><exclusions><exclusion><groupId>org.gridkit.jvmtool</groupId><artifactId>*</artifactId></exclusion>
</exclusions></dependency></dependencies></project>
POM
"$project/mvnw" -q -B -ntp -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$work/lib"

cat >"$work/cassandra.yaml" <<YAML
cluster_name: finding
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
listen_address: 127.0.0.1
storage_port: 17000
start_native_transport: false
commitlog_sync: periodic
commitlog_sync_period: 1000ms
seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: "127.0.0.1:17000"}]}]
data_file_directories: ["$work/data"]
commitlog_directory: $work/commitlog
YAML

cat >"$work/Seen.java" <<'JAVA'
import org.apache.cassandra.cql3.*;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.service.CassandraDaemon;

class Seen {
  static UntypedResultSet cql(String query) {
    return QueryProcessor.process(query, ConsistencyLevel.ONE);
  }

  public static void main(String[] arguments) throws Exception {
    new CassandraDaemon(true).activate();
    cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    cql("CREATE TABLE k.partitions (id decimal PRIMARY KEY, v int)");
    cql("CREATE TABLE k.clusterings (p int, id decimal, v int, PRIMARY KEY (p, id))");
    for (String one : new String[] {"1.0", "1.00"}) {
      cql("INSERT INTO k.partitions (id, v) VALUES (" + one + ", 1)");
      cql("INSERT INTO k.clusterings (p, id, v) VALUES (1, " + one + ", 1)");
    }
    int partitions = cql("SELECT id FROM k.partitions").size(), clusterings = cql("SELECT id FROM k.clusterings").size();
    System.out.printf("1.0 and 1.00 as partition keys: %d rows; as clustering columns: %d row%n", partitions, clusterings);

    cql("CREATE TABLE k.readded (id int PRIMARY KEY, c text, d text)");
    long before = System.currentTimeMillis() * 1000 - 1_000_000;
    cql("ALTER TABLE k.readded DROP c");
    cql("ALTER TABLE k.readded ADD c text");
    cql("INSERT INTO k.readded (id, c, d) VALUES (1, 'x', 'x') USING TIMESTAMP " + before);
    cql("INSERT INTO k.readded (id, c, d) VALUES (2, 'x', 'x') USING TIMESTAMP " + (before + 60_000_000));
    UntypedResultSet.Row older = cql("SELECT c, d FROM k.readded WHERE id = 1").one();
    UntypedResultSet.Row newer = cql("SELECT c, d FROM k.readded WHERE id = 2").one();
    System.out.printf("written below the DROP: c %s, d %s; above it: c %s%n", older.has("c") ? "seen" : "hidden",
        older.has("d") ? "seen" : "hidden", newer.has("c") ? "seen" : "hidden");
    boolean same = partitions == 2 && clusterings == 1 && !older.has("c") && older.has("d") && newer.has("c");
    Runtime.getRuntime().halt(same ? 0 : 1);
  }
}
JAVA
echo '<configuration/>' >"$work/logback.xml"
options=$(grep '^-' "$project/local-stack/src/main/resources/dev/messina/stack/cassandra-jvm.options" | grep -v '[$]')
# shellcheck disable=SC2086
java $options -Xmx1g -Dlogback.configurationFile="$work/logback.xml" -Dcassandra.config="file://$work/cassandra.yaml" \
  -Dcassandra.storagedir="$work" -cp "$work/lib/*" "$work/Seen.java" 2>"$work/errors" || { tail -5 "$work/errors"; exit 1; }
