#!/usr/bin/env bash
# dynoxide 1.2.1 (npm @dynoxide/linux-x64), a stand-in for DynamoDB: four things of its streams that one guesses otherwise.
# 1. The only shard of a stream that is on has an EndingSequenceNumber, that of its newest record: it is open and looks closed. A
#    reader that follows the shards without one, as AWS's guides have it, follows none. What is over says GetRecords alone: no
#    NextShardIterator.
# 2. DescribeStream with the ShardFilter CHILD_SHARDS answers with the shard itself: a reader that descends to children turns in
#    a circle.
# 3. A put that changes nothing has a record; on AWS it has none.
# 4. A table that is deleted and created again begins with the old one's records in its new stream.
# Exits 0 while that is so. Needs Node 20 with npm, on Linux x64.
set -euo pipefail

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

npm install --silent --no-fund --no-audit --prefix "$work" @dynoxide/linux-x64@1.2.1
dynoxide=$work/node_modules/@dynoxide/linux-x64/dynoxide
chmod +x "$dynoxide"
"$dynoxide" --version

cat >"$work/seen.mjs" <<'JS'
const endpoint = process.argv[2];

async function call(api, operation, request) {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "X-Amz-Target": `${api}_20120810.${operation}`,
      "Content-Type": "application/x-amz-json-1.0",
      "X-Amz-Date": "20261201T000000Z",
      Authorization:
        "AWS4-HMAC-SHA256 Credential=local/20261201/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(request),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${operation}: ${JSON.stringify(json)}`);
  return json;
}
const table = (operation, request) => call("DynamoDB", operation, { TableName: "orders", ...request });
const stream = (operation, request) => call("DynamoDBStreams", operation, request);

const createTable = () =>
  table("CreateTable", {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
async function shards(ShardFilter) {
  const StreamArn = (await table("DescribeTable", {})).Table.LatestStreamArn;
  return (await stream("DescribeStream", { StreamArn, ShardFilter })).StreamDescription;
}
async function page() {
  const { StreamArn, Shards: [{ ShardId }] } = await shards();
  const { ShardIterator } = await stream("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
  return stream("GetRecords", { ShardIterator });
}
await createTable();
for (let put = 0; put < 2; put++) await table("PutItem", { Item: { pk: { S: "a" } } });
const { StreamStatus, Shards: [{ ShardId, SequenceNumberRange }] } = await shards();
const children = (await shards({ Type: "CHILD_SHARDS", ShardId })).Shards.map((shard) => shard.ShardId === ShardId);
const { Records, NextShardIterator } = await page();
await table("DeleteTable", {});
await createTable();
const seen = `${StreamStatus}, ends at ${SequenceNumberRange.EndingSequenceNumber}, goes on: ${NextShardIterator !== undefined};`
  + ` its child is itself: ${children}; equal puts: ${Records.map((record) => record.eventName)};`
  + ` records after another CreateTable: ${(await page()).Records.length}`;
console.log(seen);
const expected = "ENABLED, ends at 2, goes on: true; its child is itself: true; equal puts: INSERT,MODIFY; records after another CreateTable: 2";
process.exit(seen === expected ? 0 : 1);
JS

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
"$dynoxide" --port "$port" >"$work/log" &
server=$!
for _ in $(seq 50); do grep -q listening "$work/log" && break || sleep 0.1; done
node "$work/seen.mjs" "http://127.0.0.1:$port"
