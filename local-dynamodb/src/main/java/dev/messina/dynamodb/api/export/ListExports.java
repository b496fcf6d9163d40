package dev.messina.dynamodb.api.export;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ListPage;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.export.Export;
import dev.messina.dynamodb.export.Exports;
import dev.messina.dynamodb.json.JsonWriter;
import java.util.Optional;

/** Lists the exports of all tables, or of one. */
final class ListExports implements Operation {

  private static final long MOST = 25;

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
    ListPage<Export> page =
        ListPage.of(
            exports.all().stream()
                .filter(export -> table.stream().allMatch(export.request().tableArn()::equals)),
            Export::arn,
            request.text("NextToken"),
            request.number("MaxResults").orElse(MOST).intValue());
    JsonWriter json = new JsonWriter().beginObject().name("ExportSummaries").beginArray();
    for (Export export : page.items()) {
      json.beginObject()
          .field("ExportArn", export.arn())
          .field("ExportStatus", export.status().name())
          .field("ExportType", export.request().type())
          .endObject();
    }
    json.endArray();
    page.last().ifPresent(last -> json.field("NextToken", last));
    return json.endObject().toBytes();
  }
}
