#!/usr/bin/env bash
# Apache Kafka 4.3.1: a broker, a Connect worker with its own FileStreamSinkConnector, and a plain consumer. Ten records are written in
# one transaction, as a source with exactly.once.source.support writes them. Both read all ten. The plain consumer commits its position,
# which lies after the transaction's marker: lag 0. Connect commits "last record + 1", before the marker: lag 1, as long as nothing
# else is written, however often it commits. One guesses that a sink is done when its lag is 0. Exits 0 while that is so.
set -euo pipefail

work=$(mktemp -d)
project=$(cd "$(dirname "$0")/.." && pwd)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
version=4.3.1
port=$((20000 + RANDOM % 5000))

cat >"$work/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$version</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>connect-runtime</artifactId><version>$version</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>connect-file</artifactId><version>$version</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$version</version></dependency>
</dependencies></project>
POM
"$project/mvnw" -q -B -ntp -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$work/lib"

cat >"$work/server.properties" <<CONF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
log.dirs=$work/data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
CONF
cat >"$work/worker.properties" <<CONF
bootstrap.servers=127.0.0.1:$port
listeners=http://127.0.0.1:$((port + 2))
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.storage.StringConverter
offset.storage.file.filename=$work/offsets
offset.flush.interval.ms=1000
CONF
printf 'name=sink\nconnector.class=FileStreamSink\ntopics=t\nfile=%s\n' "$work/out" >"$work/sink.properties"

run=(java -Xmx256m -cp "$work/lib/*")
id=$("${run[@]}" kafka.tools.StorageTool random-uuid)
"${run[@]}" kafka.tools.StorageTool format -t "$id" -c "$work/server.properties" >/dev/null
"${run[@]}" kafka.Kafka "$work/server.properties" >"$work/broker.log" 2>&1 & pids+=($!)
for _ in {1..60}; do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break; sleep 1; done

"${run[@]}" org.apache.kafka.tools.ProducerPerformance --topic t --num-records 10 --record-size 5 --throughput -1 --transactional-id x \
  --transaction-duration-ms 60000 --producer-props bootstrap.servers=127.0.0.1:$port >/dev/null
"${run[@]}" org.apache.kafka.connect.cli.ConnectStandalone "$work/worker.properties" "$work/sink.properties" >"$work/worker.log" 2>&1 & pids+=($!)
"${run[@]}" org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server 127.0.0.1:$port --topic t --group plain --from-beginning \
  --timeout-ms 15000 >"$work/plain.log" 2>&1 || true
for _ in {1..60}; do [ "$(wc -l <"$work/out" 2>/dev/null || echo 0)" = 10 ] && break; sleep 1; done
sleep 10
"${run[@]}" org.apache.kafka.tools.consumer.group.ConsumerGroupCommand --bootstrap-server 127.0.0.1:$port --describe --all-groups 2>/dev/null |
  awk '$2 == "t" { print $1, "committed", $4, "end", $5, "lag", $6 }' | sort | tee "$work/lags"
[ "$(cat "$work/lags")" = "$(printf 'connect-sink committed 10 end 11 lag 1\nplain committed 11 end 11 lag 0')" ]
