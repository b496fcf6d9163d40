package dev.messina.dynamodb.api.stream;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;

/** Ids of shards in requests. */
final class ShardIds {

  private static final int SHORTEST = 28;
  private static final int LONGEST = 65;

  private ShardIds() {}

  static void constrain(Constraints constraints, Parameters request, String name, String member) {
    constraints.length(request, name, member, SHORTEST, LONGEST);
  }
}
