package dev.messina.source.export;

import dev.messina.plugin.Options;
import dev.messina.source.aws.AwsOptions;
import dev.messina.source.aws.S3Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where exports are, and how they are reached.
 *
 * @param location empty if there is none
 */
public record ExportSettings(String location, S3Settings s3) {

  public static final String LOCATION = "snapshot.export.location";
  public static final String COMPLETE = "snapshot.export.complete";
  public static final String ENDPOINT = "snapshot.export.s3.endpoint";
  public static final String PATH_STYLE = "snapshot.export.s3.path.style";
  public static final String REQUESTER_PAYS = "snapshot.export.s3.requester.pays";
  public static final String BUCKET_OWNER = "snapshot.export.s3.bucket.owner";
  public static final String CHECKSUMS = "snapshot.export.s3.checksums";

  private static final String GROUP = "Snapshot from an export";
  private static final String CONFIRMED = "confirmed";
  private static final String SOURCE = "snapshot.source";
  private static final String S3_EXPORT = "s3-export";

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(LOCATION, Type.STRING, "")
        .valid(ConfigDef.LambdaValidator.with(ExportSettings::checkLocation, () -> "s3: or file:"))
        .shown(++order, Width.LONG, "Location")
        .doc(
            "Where finished full exports are: s3://BUCKET/PREFIX, or file:/FOLDER on every worker."
                + " Either the folder of one export, …/AWSDynamoDB/EXPORT_ID, or a folder above it."
                + " Of each table there must be exactly one full export.")
        .option(COMPLETE, Type.STRING, "")
        .valid(ConfigDef.ValidString.in("", CONFIRMED))
        .shown(++order, Width.SHORT, "Complete")
        .doc(
            "Must be 'confirmed' with snapshot.source=s3-export: the files of an export do not say"
                + " whether it was made with a filter or a projection. Items and attributes that"
                + " were left out would be missing in the target.")
        .option(ENDPOINT, Type.STRING, "")
        .valid(AwsOptions.HTTP_ADDRESS)
        .low()
        .shown(++order, Width.LONG, "S3 endpoint")
        .doc("Address of S3 in place of the region's own.")
        .option(PATH_STYLE, Type.BOOLEAN, false)
        .low()
        .shown(++order, Width.SHORT, "Path style")
        .doc("Whether the bucket stands in the path of a request, as many other S3 stores want it.")
        .option(REQUESTER_PAYS, Type.BOOLEAN, false)
        .low()
        .shown(++order, Width.SHORT, "Requester pays")
        .doc("Whether this account pays for reading a bucket of another one.")
        .option(BUCKET_OWNER, Type.STRING, "")
        .low()
        .shown(++order, Width.SHORT, "Bucket owner")
        .doc("The number of the account that must own the bucket. Any, when empty.")
        .option(CHECKSUMS, Type.BOOLEAN, true)
        .low()
        .shown(++order, Width.SHORT, "Checksums")
        .doc(
            "Whether S3 is asked for checksums of its answers. Some other S3 stores answer 501 to"
                + " that: set false there. The MD5 of each file is checked in any case.")
        .definition();
  }

  public static ExportSettings from(AbstractConfig config) {
    return new ExportSettings(
        config.getString(LOCATION),
        new S3Settings(
            config.getString(ENDPOINT),
            config.getBoolean(PATH_STYLE),
            config.getBoolean(REQUESTER_PAYS),
            config.getString(BUCKET_OWNER),
            !config.getBoolean(CHECKSUMS)));
  }

  /** Whether a configuration has its snapshots read from exports. */
  public static boolean isWanted(Map<String, String> properties) {
    return S3_EXPORT.equals(properties.get(SOURCE));
  }

  /** What does not go together, by the option to correct. */
  public static Map<String, String> problems(Map<String, String> properties) {
    Map<String, String> problems = new LinkedHashMap<>();
    boolean exported = isWanted(properties);
    if (exported && properties.getOrDefault(LOCATION, "").isEmpty()) {
      problems.put(LOCATION, SOURCE + "=" + S3_EXPORT + " needs " + LOCATION + ".");
    }
    if (exported && !CONFIRMED.equals(properties.get(COMPLETE))) {
      problems.put(
          COMPLETE,
          "The files of an export do not say whether it was made with a filter or a projection,"
              + " and what that left out would be missing in the target. Look at the export"
              + " (aws dynamodb describe-export), and if it has none, set "
              + COMPLETE
              + "="
              + CONFIRMED
              + ".");
    }
    if (exported && "no_data".equals(properties.get("snapshot.mode"))) {
      problems.put(
          SOURCE, "With snapshot.mode=no_data there is no snapshot. Remove " + SOURCE + ".");
    }
    return problems;
  }

  private static void checkLocation(String name, Object value) {
    if (value != null && !value.toString().isEmpty()) {
      try {
        ExportLocation.parse(value.toString());
      } catch (IllegalArgumentException wrong) {
        throw new ConfigException(name, value, wrong.getMessage());
      }
    }
  }
}
