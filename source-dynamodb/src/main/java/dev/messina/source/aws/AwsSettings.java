package dev.messina.source.aws;

import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Where DynamoDB is and who asks.
 *
 * @param region empty: the SDK's default chain decides
 * @param endpoint empty: the region's own endpoints; otherwise one address for tables and streams
 * @param accessKeyId empty: the SDK's default chain decides
 * @param secretAccessKey given exactly when the key id is
 */
public record AwsSettings(
    String region, String endpoint, String accessKeyId, Password secretAccessKey) {

  public static final String REGION = "aws.region";
  public static final String ENDPOINT = "aws.endpoint";
  public static final String ACCESS_KEY_ID = "aws.access.key.id";
  public static final String SECRET_ACCESS_KEY = "aws.secret.access.key";

  private static final String GROUP = "AWS";

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return config
        .define(
            REGION,
            Type.STRING,
            "",
            Importance.HIGH,
            "Region of the tables. When empty, the AWS SDK's default chain decides: environment,"
                + " profile, instance.",
            GROUP,
            ++order,
            Width.SHORT,
            "Region")
        .define(
            ENDPOINT,
            Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                AwsSettings::checkEndpoint, () -> "an http or https address"),
            Importance.LOW,
            "Address of DynamoDB and of DynamoDB Streams in place of the region's own, for"
                + " DynamoDB Local or a VPC endpoint.",
            GROUP,
            ++order,
            Width.LONG,
            "Endpoint")
        .define(
            ACCESS_KEY_ID,
            Type.STRING,
            "",
            Importance.MEDIUM,
            "Access key. When empty, the AWS SDK's default chain finds the credentials. Reading is"
                + " all the permission that is needed: dynamodb:DescribeTable, dynamodb:Scan,"
                + " dynamodb:DescribeStream, dynamodb:GetShardIterator, dynamodb:GetRecords, and"
                + " dynamodb:ListTables for better messages.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Access key id")
        .define(
            SECRET_ACCESS_KEY,
            Type.PASSWORD,
            "",
            Importance.MEDIUM,
            "Secret of the access key. Given exactly when aws.access.key.id is.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Secret access key");
  }

  public static AwsSettings from(AbstractConfig config) {
    return new AwsSettings(
        config.getString(REGION),
        config.getString(ENDPOINT),
        config.getString(ACCESS_KEY_ID),
        config.getPassword(SECRET_ACCESS_KEY));
  }

  /** What is wrong with the credentials, if one half of them is missing. */
  public static Optional<String> problemOfCredentials(String keyId, String secret) {
    boolean hasKeyId = keyId != null && !keyId.isEmpty();
    boolean hasSecret = secret != null && !secret.isEmpty();
    return hasKeyId == hasSecret
        ? Optional.empty()
        : Optional.of(
            "Only one of "
                + ACCESS_KEY_ID
                + " and "
                + SECRET_ACCESS_KEY
                + " is set; set both, or neither to use the AWS SDK's default chain.");
  }

  private static void checkEndpoint(String name, Object value) {
    String endpoint = (String) value;
    if (endpoint == null || endpoint.isEmpty()) {
      return;
    }
    try {
      URI address = URI.create(endpoint);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, "is no address: " + e.getMessage());
    }
    throw new ConfigException(name, value, "write it as http://host:port or https://host:port");
  }
}
