package dev.messina.dynamodb.api.export;

import dev.messina.dynamodb.export.Export;
import dev.messina.dynamodb.export.ExportRequest;
import dev.messina.dynamodb.json.JsonWriter;

/** An export as the answers describe it. */
final class ExportDescription {

  private ExportDescription() {}

  static byte[] answer(Export export) {
    ExportRequest request = export.request();
    JsonWriter json = new JsonWriter().beginObject().name("ExportDescription").beginObject();
    json.field("ExportArn", export.arn());
    json.field("ExportStatus", export.status().name());
    json.field("StartTime", export.started());
    json.field("TableArn", request.tableArn());
    json.field("TableId", request.tableId());
    json.field("ClientToken", request.clientToken());
    json.field("S3Bucket", request.destination().bucket());
    request.destination().owner().ifPresent(owner -> json.field("S3BucketOwner", owner));
    request.destination().prefix().ifPresent(prefix -> json.field("S3Prefix", prefix));
    json.field("S3SseAlgorithm", "AES256");
    json.field("ExportFormat", request.format().name());
    json.field("ExportType", request.type());
    request
        .window()
        .ifPresentOrElse(
            window -> {
              json.name("IncrementalExportSpecification").beginObject();
              json.field("ExportFromTime", window.from());
              json.field("ExportToTime", window.to());
              json.field(
                  "ExportViewType", window.withOldImages() ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE");
              json.endObject();
            },
            () -> json.field("ExportTime", request.time()));
    request.filter().ifPresent(filter -> json.name("FilterSpecification").tree(filter));
    export.result().ifPresent(result -> write(json, result));
    return json.endObject().endObject().toBytes();
  }

  private static void write(JsonWriter json, Export.Result result) {
    json.field("EndTime", result.ended());
    result
        .failure()
        .ifPresentOrElse(
            failure -> {
              json.field("FailureCode", failure.code());
              json.field("FailureMessage", failure.message());
            },
            () -> {
              json.field("ExportManifest", result.manifest());
              json.field("BilledSizeBytes", result.bytes());
              json.field("ItemCount", result.items());
            });
  }
}
