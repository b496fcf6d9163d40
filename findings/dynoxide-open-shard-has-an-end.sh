#!/usr/bin/env bash
# dynoxide 1.2.1 (npm @dynoxide/linux-x64), a stand-in for DynamoDB: three things of its streams that one guesses otherwise, since on
# AWS they tell a reader whether a shard is over.
# 1. The only shard of a stream that is on has an EndingSequenceNumber, that of its newest record: it is open and looks closed. A
#    reader that follows the shards without one, as AWS's guides have it, follows none. What is over says GetRecords alone: no
#    NextShardIterator.
# 2. DescribeStream with the ShardFilter CHILD_SHARDS answers with the shard itself: a reader that descends to children turns in
#    a circle.
# 3. A put that changes nothing has a record; on AWS it has none.
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

await table("CreateTable", {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
});
const StreamArn = (await table("DescribeTable", {})).Table.LatestStreamArn;
for (let put = 0; put < 2; put++) await table("PutItem", { Item: { pk: { S: "a" } } });

const described = (await stream("DescribeStream", { StreamArn })).StreamDescription;
const [shard] = described.Shards;
const { ShardId } = shard;
const ShardFilter = { Type: "CHILD_SHARDS", ShardId };
const children = (await stream("DescribeStream", { StreamArn, ShardFilter })).StreamDescription.Shards;
const start = await stream("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
const page = await stream("GetRecords", { ShardIterator: start.ShardIterator });
const seen = [
  `stream ${described.StreamStatus}, shard ends at ${shard.SequenceNumberRange.EndingSequenceNumber}`,
  `and goes on: ${"NextShardIterator" in page}`,
  `its child is itself: ${children.length === 1 && children[0].ShardId === ShardId}`,
  `two equal puts: ${page.Records.map((record) => record.eventName)}`,
].join("; ");
console.log(seen);
const expected = "stream ENABLED, shard ends at 2; and goes on: true; its child is itself: true; two equal puts: INSERT,MODIFY";
process.exit(seen === expected ? 0 : 1);
JS

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
"$dynoxide" --port "$port" >"$work/log" &
server=$!
for _ in $(seq 50); do grep -q listening "$work/log" && break || sleep 0.1; done
node "$work/seen.mjs" "http://127.0.0.1:$port"
