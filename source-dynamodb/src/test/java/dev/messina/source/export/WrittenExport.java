package dev.messina.source.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes an export into a folder that stands for a bucket, as AWS's developer guide shows it. */
public final class WrittenExport {

  public static final String TABLE_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  public static final String TABLE_ID = "12345a12-abcd-123a-ab12-1234abc12345";
  public static final String ID = "01234567890123-a1b2c3d4";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path bucket;
  private final String prefix;
  private final String id;
  private final ObjectNode summary = JsonNodeFactory.instance.objectNode();
  private final List<ObjectNode> files = new ArrayList<>();
  private long items;

  private WrittenExport(Path bucket, String prefix, String id) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.id = id;
  }

  public static WrittenExport full(Path bucket, String prefix) {
    return full(bucket, prefix, ID);
  }

  public static WrittenExport full(Path bucket, String prefix, String id) {
    WrittenExport export = new WrittenExport(bucket, prefix, id);
    export
        .summary
        .put("version", "2020-06-30")
        .put("exportArn", TABLE_ARN + "/export/" + id)
        .put("startTime", "2020-11-04T07:28:34.028Z")
        .put("endTime", "2020-11-04T07:33:43.897Z")
        .put("tableArn", TABLE_ARN)
        .put("tableId", TABLE_ID)
        .put("exportTime", "2020-11-04T07:28:34.028Z")
        .put("s3Bucket", "ddb-productcatalog-export")
        .put("s3Prefix", prefix.isEmpty() ? null : prefix)
        .put("s3SseAlgorithm", "AES256")
        .putNull("s3SseKmsKeyId")
        .put("manifestFilesS3Key", export.own() + "manifest-files.json")
        .put("billedSizeBytes", 0)
        .put("outputFormat", "DYNAMODB_JSON")
        .put("exportType", "FULL_EXPORT");
    return export;
  }

  public static WrittenExport incremental(Path bucket, String prefix, String view) {
    WrittenExport export = full(bucket, prefix);
    export.summary.remove("exportTime");
    export
        .summary
        .put("version", "2023-08-01")
        .put("exportFromTime", "2020-11-04T07:00:00Z")
        .put("exportToTime", "2020-11-04T08:00:00Z")
        .put("outputView", view)
        .put("exportType", "INCREMENTAL_EXPORT");
    return export;
  }

  public WrittenExport says(Consumer<ObjectNode> change) {
    change.accept(summary);
    return this;
  }

  /** A data file of these lines, which the manifest lists. */
  public WrittenExport file(String name, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return packed(name, lines.length, gzip(text.toString()));
  }

  /** A data file as it is. */
  public WrittenExport packed(String name, long count, byte[] content) {
    boolean full = summary.has("exportTime");
    String key = (full ? own() : own().replace(id + "/", "")) + "data/" + name;
    write(bucket.resolve(key), content);
    return listed(key, count, content);
  }

  WrittenExport listed(String key, long count, byte[] content) {
    items += count;
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("itemCount", count)
        .put("md5Checksum", md5(content))
        .put("etag", "af83d6f217c19b8b0fff8023d8ca4716-1")
        .put("dataFileS3Key", key);
    files.add(file);
    return this;
  }

  /** Lists the last file again. */
  WrittenExport listedAgain() {
    ObjectNode last = files.get(files.size() - 1);
    items += last.get("itemCount").asLong();
    files.add(last);
    return this;
  }

  /** Writes the manifests. */
  public WrittenExport finish() {
    start();
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append(file).append('\n'));
    rewrite("manifest-files", lines.toString());
    if (!summary.has("itemCount")) {
      summary.put("itemCount", items);
    }
    try {
      rewrite(
          "manifest-summary", MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  WrittenExport start() {
    write(folder().resolve("_started"), new byte[0]);
    return this;
  }

  /** Writes a manifest and the checksum that belongs to it. */
  void rewrite(String stem, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    write(folder().resolve(stem + ".json"), bytes);
    write(folder().resolve(stem + ".md5"), md5(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  /** The export's own folder. */
  public Path folder() {
    return bucket.resolve(own());
  }

  public static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private String own() {
    return (prefix.isEmpty() ? "" : prefix + "/") + "AWSDynamoDB/" + id + "/";
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
