package dev.messina.dynamodb.api.export;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.export.Export;
import dev.messina.dynamodb.export.Exports;
import dev.messina.dynamodb.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Lists the exports of all tables, or of one. */
final class ListExports implements Operation {

  private static final int MOST = 25;

  private final Exports exports;

  ListExports(Exports exports) {
    this.exports = exports;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .atLeast(request, "MaxResults", "maxResults", 1)
        .atMost(request, "MaxResults", "maxResults", MOST)
        .check();
    Optional<String> table = request.text("TableArn");
    String start = request.text("NextToken").orElse("");
    int limit = request.number("MaxResults").orElse((long) MOST).intValue();
    List<Export> found =
        exports.all().stream()
            .filter(export -> export.arn().compareTo(start) > 0)
            .filter(export -> table.stream().allMatch(export.request().tableArn()::equals))
            .limit(limit + 1L)
            .toList();
    List<Export> page = found.subList(0, Math.min(limit, found.size()));
    JsonWriter json = new JsonWriter().beginObject().name("ExportSummaries").beginArray();
    for (Export export : page) {
      json.beginObject()
          .field("ExportArn", export.arn())
          .field("ExportStatus", export.status().name())
          .field("ExportType", export.request().type())
          .endObject();
    }
    json.endArray();
    if (found.size() > limit) {
      json.field("NextToken", page.get(limit - 1).arn());
    }
    return json.endObject().toBytes();
  }
}
