package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tags in requests, and the tables that they are for. */
final class Tags {

  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:dynamodb:[a-z0-9-]+:\\d{12}:table/[a-zA-Z0-9_.-]+");

  private Tags() {}

  static Map<String, String> of(Parameters request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Parameters tag : request.objects("Tags").orElse(List.of())) {
      tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse(""));
    }
    return tags;
  }

  /** The table that {@code ResourceArn} names, if there is one. */
  static Optional<Table> resource(Tables tables, Parameters request, Instant at) {
    new Constraints().required(request, "ResourceArn").check();
    String arn = request.text("ResourceArn").orElseThrow();
    if (!ARN.matcher(arn).matches()) {
      throw validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
    }
    return tables.find(TableNames.of(arn), at);
  }
}
