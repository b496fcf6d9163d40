package dev.messina.dynamodb.api.export;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.export.Exports;

/** Describes an export. */
final class DescribeExport implements Operation {

  private final Exports exports;

  DescribeExport(Exports exports) {
    this.exports = exports;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints().required(request, "ExportArn").check();
    return ExportDescription.answer(exports.get(request.text("ExportArn").orElseThrow()));
  }
}
