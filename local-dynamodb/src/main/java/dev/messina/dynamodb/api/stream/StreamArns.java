package dev.messina.dynamodb.api.stream;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import java.util.regex.Pattern;

/** ARNs of streams in requests. */
final class StreamArns {

  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:dynamodb:[^:]*:[^:]*:table/[^/]+/stream/.+");
  private static final int SHORTEST = 37;
  private static final int LONGEST = 1024;

  private StreamArns() {}

  static void constrain(Constraints constraints, Parameters request, String name, String member) {
    constraints.length(request, name, member, SHORTEST, LONGEST);
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if it can be none
   */
  static String checked(String arn, String name) {
    if (!ARN.matcher(arn).matches()) {
      throw validation("Invalid " + name + ": it is no ARN of a stream");
    }
    return arn;
  }
}
