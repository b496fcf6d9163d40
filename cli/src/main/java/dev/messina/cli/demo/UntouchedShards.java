package dev.messina.cli.demo;

import java.net.URI;

/**
 * Shards of a DynamoDB that the demo has not started.
 *
 * @param dynamoDb its endpoint
 */
record UntouchedShards(URI dynamoDb) implements ShardLife {

  @Override
  public void split() {
    // Only the project's own DynamoDB does so on request; the summary says that it was left out.
  }

  @Override
  public void rollOver() {
    // As with split.
  }

  @Override
  public void sumUp(Pipeline pipeline, Summary summary) {
    summary.put(
        "shards",
        "%d read; splits and rollovers left out, for which DynamoDB at %s has no control API"
            .formatted(pipeline.shards().size(), dynamoDb));
  }
}
