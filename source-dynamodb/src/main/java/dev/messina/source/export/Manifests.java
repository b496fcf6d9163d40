package dev.messina.source.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.source.export.ExportSummary.ExportRun;
import dev.messina.source.export.ExportSummary.ExportSize;
import dev.messina.source.export.ExportSummary.ExportedTable;
import dev.messina.source.export.FlatJson.ManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads and checks the manifests in one export's own folder. */
final class Manifests {

  static final String SUMMARY = "manifest-summary.json";

  private static final String FILES = "manifest-files.json";

  /** DynamoDB writes the first, its documentation says the second. */
  private static final List<String> CHECKSUM_SUFFIXES = List.of(".md5", ".checksum");

  private static final Set<String> VERSIONS = Set.of("2020-06-30", "2023-08-01");

  private static final Set<String> KNOWN =
      Set.of(
          "version",
          "exportArn",
          "startTime",
          "endTime",
          "tableArn",
          "tableId",
          "exportTime",
          "exportFromTime",
          "exportToTime",
          "outputView",
          "s3Bucket",
          "s3Prefix",
          "s3SseAlgorithm",
          "s3SseKmsKeyId",
          "manifestFilesS3Key",
          "billedSizeBytes",
          "itemCount",
          "outputFormat",
          "exportType");

  private final ObjectStore store;
  private final String folder;
  private final List<String> names;

  /**
   * @param folder the key of the export's own folder
   * @param names what lies in it
   */
  Manifests(ObjectStore store, String folder, List<String> names) {
    this.store = store;
    this.folder = folder;
    this.names = names;
  }

  /**
   * The summary, checked by its checksum.
   *
   * @throws ExportException if it is not there, damaged or of a form that is not known
   */
  ExportSummary summary() {
    byte[] content = checked(SUMMARY);
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(content)) {
      json.nextToken();
      return summary(FlatJson.read(json));
    } catch (ManifestException e) {
      throw wrong(SUMMARY, e.getMessage());
    } catch (IOException e) {
      throw wrong(SUMMARY, "it is not well-formed JSON");
    }
  }

  /**
   * The data files in the order of their keys, checked by the checksum of their list and the number
   * of items.
   *
   * @throws ExportException if the list is not there, damaged or does not agree with the summary
   */
  List<DataFile> files(ExportSummary summary) {
    List<DataFile> files = listed(checked(FILES), summary.id());
    files.sort(Comparator.comparing(DataFile::key));
    long items = files.stream().mapToLong(DataFile::itemCount).sum();
    if (items != summary.size().items()) {
      throw wrong(
          FILES,
          "its files hold "
              + items
              + " items, and the summary counts "
              + summary.size().items()
              + ", so files are missing from it or doubled");
    }
    return List.copyOf(files);
  }

  private static ExportSummary summary(FlatJson json) {
    String version = json.text("version");
    if (!VERSIONS.contains(version)) {
      throw new ManifestException(
          "its version '" + version + "' is not known; a newer Messina may know it");
    }
    String format = json.text("outputFormat");
    return new ExportSummary(
        json.text("exportArn"),
        new ExportedTable(json.text("tableArn"), json.optional("tableId").orElse("")),
        Stream.of(ExportFormat.values())
            .filter(each -> each.name().equals(format))
            .findAny()
            .orElseThrow(
                () ->
                    new ManifestException(
                        "its format '"
                            + format
                            + "' is not known; export as DYNAMODB_JSON or ION")),
        extent(json),
        new ExportRun(
            json.instant("startTime"),
            json.instant("endTime"),
            json.optional("s3Bucket").orElse("")),
        new ExportSize(json.count("itemCount"), json.countOrZero("billedSizeBytes")),
        json.others(KNOWN));
  }

  /** The first exports did not say their type. */
  private static ExportExtent extent(FlatJson json) {
    String type =
        json.optional("exportType")
            .orElse(
                json.optional("exportFromTime").isPresent() ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
    return switch (type) {
      case "FULL_EXPORT" -> new ExportExtent.Full(json.instant("exportTime"));
      case "INCREMENTAL_EXPORT" ->
          new ExportExtent.Incremental(
              json.instant("exportFromTime"), json.instant("exportToTime"), hasOldImages(json));
      default ->
          throw new ManifestException(
              "its type '" + type + "' is not known; a newer Messina may know it");
    };
  }

  private static boolean hasOldImages(FlatJson json) {
    String view = json.text("outputView");
    return switch (view) {
      case "NEW_IMAGE" -> false;
      case "NEW_AND_OLD_IMAGES" -> true;
      default ->
          throw new ManifestException(
              "its output view '" + view + "' is not known; a newer Messina may know it");
    };
  }

  private List<DataFile> listed(byte[] content, String exportId) {
    List<DataFile> files = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(content)) {
      while (json.nextToken() != null) {
        DataFile file = file(FlatJson.read(json), exportId);
        if (!keys.add(file.key())) {
          throw new ManifestException("it lists " + store.address(file.key()) + " again");
        }
        files.add(file);
      }
    } catch (ManifestException e) {
      throw wrong(FILES, "entry " + (files.size() + 1) + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw wrong(FILES, "entry " + (files.size() + 1) + ": it is not well-formed JSON");
    } catch (IOException e) {
      throw new ExportException("Cannot read " + address(FILES) + ".", e);
    }
    return files;
  }

  private DataFile file(FlatJson json, String exportId) {
    String md5 = json.text("md5Checksum");
    if (!Md5.isBase64(md5)) {
      throw new ManifestException("'md5Checksum' is no MD5 in base64");
    }
    String key = json.text("dataFileS3Key");
    if (List.of(key.split("/", -1)).contains("..")) {
      throw new ManifestException("'dataFileS3Key' leaves the folder of the export");
    }
    return new DataFile(placed(key, exportId), json.count("itemCount"), md5);
  }

  /** Beside the manifest, wherever that was copied to. */
  private String placed(String key, String exportId) {
    String root = "AWSDynamoDB/";
    int at = key.lastIndexOf(root);
    if (at < 0) {
      return key;
    }
    String inside = key.substring(at + root.length());
    return inside.startsWith(exportId + "/")
        ? folder + inside.substring(exportId.length() + 1)
        : parent() + inside;
  }

  private String parent() {
    int end = folder.lastIndexOf('/', folder.length() - 2);
    return folder.substring(0, end + 1);
  }

  private byte[] checked(String name) {
    byte[] content = content(name);
    String stem = name.substring(0, name.lastIndexOf('.'));
    String checksum =
        CHECKSUM_SUFFIXES.stream()
            .map(suffix -> stem + suffix)
            .filter(names::contains)
            .findFirst()
            .orElseThrow(() -> missing(stem + CHECKSUM_SUFFIXES.get(0)));
    String expected = new String(content(checksum), StandardCharsets.US_ASCII).trim();
    if (!expected.equals(Md5.base64(Md5.digest().digest(content)))) {
      throw wrong(name, "its MD5 is not the one that " + checksum + " says");
    }
    return content;
  }

  private byte[] content(String name) {
    if (!names.contains(name)) {
      throw missing(name);
    }
    try (InputStream content = store.open(folder + name)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new ExportException("Cannot read " + address(name) + ".", e);
    }
  }

  private ExportException missing(String name) {
    return new ExportException(
        "The export at "
            + store.address(folder)
            + " has no "
            + name
            + ". Wait until it is finished, or copy it again with all of its files.");
  }

  private ExportException wrong(String name, String problem) {
    return new ExportException(
        address(name)
            + " cannot be used: "
            + problem
            + ". Copy the export again or take another one.");
  }

  private String address(String name) {
    return store.address(folder + name);
  }
}
