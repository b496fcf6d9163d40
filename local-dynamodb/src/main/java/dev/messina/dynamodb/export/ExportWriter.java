package dev.messina.dynamodb.export;

import dev.messina.dynamodb.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Writes one export into a bucket, in AWS's layout below the prefix. */
final class ExportWriter {

  private static final int LINES_IN_A_FILE = 50_000;

  private record DataFile(String key, int items, String md5, String etag) {}

  private final ExportBucket bucket;
  private final Export export;
  private final String base;
  private final Random random = new Random();
  private final List<DataFile> files = new ArrayList<>();
  private long items;
  private long bytes;

  ExportWriter(ExportBucket bucket, Export export) {
    this.bucket = bucket;
    this.export = export;
    this.base =
        export.request().destination().prefix().map(prefix -> prefix + "/").orElse("")
            + "AWSDynamoDB/";
  }

  /** Writes data and manifests; the summary comes last. */
  Export.Result write(Stream<ExportLines.Line> lines, Supplier<Instant> clock) throws IOException {
    String own = base + export.id() + "/";
    bucket.put(own + "_started", new byte[0]);
    boolean full = export.request().window().isEmpty();
    writeData(lines.iterator(), (full ? own : base) + "data/");
    putWithChecksum(own + "manifest-files", manifestOfFiles());
    Instant ended = clock.get();
    putWithChecksum(own + "manifest-summary", summary(own, ended));
    return new Export.Result(ended, items, bytes, own + "manifest-summary.json", Optional.empty());
  }

  private void writeData(Iterator<ExportLines.Line> lines, String folder) throws IOException {
    do {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      int count = 0;
      try (GZIPOutputStream packed = new GZIPOutputStream(content)) {
        for (; lines.hasNext() && count < LINES_IN_A_FILE; count++) {
          ExportLines.Line line = lines.next();
          packed.write(line.text());
          packed.write('\n');
          bytes += line.bytes();
        }
      }
      items += count;
      byte[] file = content.toByteArray();
      String key = folder + name() + "." + export.request().format().extension() + ".gz";
      String etag = bucket.putInParts(key, file);
      files.add(new DataFile(key, count, Checksum.base64(file), etag));
    } while (lines.hasNext());
  }

  private byte[] manifestOfFiles() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (DataFile file : files) {
      lines.writeBytes(
          new JsonWriter()
              .beginObject()
              .field("itemCount", file.items())
              .field("md5Checksum", file.md5())
              .field("etag", file.etag())
              .field("dataFileS3Key", file.key())
              .endObject()
              .toBytes());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private byte[] summary(String own, Instant ended) {
    ExportRequest request = export.request();
    JsonWriter json = new JsonWriter().beginObject();
    json.field("version", request.window().isPresent() ? "2023-08-01" : "2020-06-30");
    json.field("exportArn", export.arn());
    json.field("startTime", export.started().toString());
    json.field("endTime", ended.toString());
    json.field("tableArn", request.tableArn());
    json.field("tableId", request.tableId());
    request
        .window()
        .ifPresentOrElse(
            window -> {
              json.field("exportFromTime", window.from().toString());
              json.field("exportToTime", window.to().toString());
              json.field("outputView", window.withOldImages() ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE");
            },
            () -> json.field("exportTime", request.time().toString()));
    json.field("s3Bucket", request.destination().bucket());
    json.name("s3Prefix").tree(request.destination().prefix().orElse(null));
    json.field("s3SseAlgorithm", "AES256");
    json.name("s3SseKmsKeyId").tree(null);
    json.field("manifestFilesS3Key", own + "manifest-files.json");
    json.field("billedSizeBytes", bytes);
    json.field("itemCount", items);
    json.field("outputFormat", request.format().name());
    json.field("exportType", request.type());
    return json.endObject().toBytes();
  }

  private void putWithChecksum(String key, byte[] content) throws IOException {
    bucket.put(key + ".json", content);
    bucket.put(key + ".md5", Checksum.base64(content).getBytes(StandardCharsets.US_ASCII));
  }

  private String name() {
    return new BigInteger(130, random).toString(32).toLowerCase(Locale.ROOT);
  }
}
