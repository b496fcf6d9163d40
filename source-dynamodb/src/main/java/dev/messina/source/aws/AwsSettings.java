package dev.messina.source.aws;

import dev.messina.plugin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where DynamoDB is, who asks and how.
 *
 * @param region empty: the profile or the SDK's default chain decides
 * @param endpoint empty: the region's own endpoints
 * @param streamsEndpoint of DynamoDB Streams; empty: the endpoint
 */
public record AwsSettings(
    String region,
    String endpoint,
    String streamsEndpoint,
    CredentialSettings credentials,
    CallSettings calls) {

  public static final String REGION = "aws.region";
  public static final String ENDPOINT = "aws.endpoint";
  public static final String STREAMS_ENDPOINT = "aws.streams.endpoint";

  private static final String GROUP = "AWS";

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    Options.of(GROUP, config)
        .option(REGION, Type.STRING, "")
        .valid(
            ConfigDef.LambdaValidator.with(AwsOptions::checkRegion, () -> "the code of a region"))
        .high()
        .recommended(AwsOptions.REGIONS)
        .shown(++order, Width.SHORT, "Region")
        .doc(
            "Region of the tables. When empty, the profile or the AWS SDK's default chain decides:"
                + " environment, profile, instance.")
        .option(ENDPOINT, Type.STRING, "")
        .valid(AwsOptions.HTTP_ADDRESS)
        .low()
        .shown(++order, Width.LONG, "Endpoint")
        .doc(
            "Address of DynamoDB in place of the region's own, for a local one or a VPC endpoint;"
                + " of DynamoDB Streams as well unless aws.streams.endpoint is set.")
        .option(STREAMS_ENDPOINT, Type.STRING, "")
        .valid(AwsOptions.HTTP_ADDRESS)
        .low()
        .shown(++order, Width.LONG, "Streams endpoint")
        .doc("Address of DynamoDB Streams, where it is another one than DynamoDB's.")
        .definition();
    CredentialSettings.define(config);
    return CallSettings.define(config);
  }

  /**
   * Reads the settings.
   *
   * @throws ConfigException if some of them do not go together
   */
  public static AwsSettings from(AbstractConfig config) {
    CredentialSettings.problems(config.originalsStrings())
        .forEach(
            (option, problem) -> {
              throw new ConfigException(option + ": " + problem);
            });
    String endpoint = config.getString(ENDPOINT);
    String streamsEndpoint = config.getString(STREAMS_ENDPOINT);
    return new AwsSettings(
        config.getString(REGION),
        endpoint,
        streamsEndpoint.isEmpty() ? endpoint : streamsEndpoint,
        CredentialSettings.from(config),
        CallSettings.from(config));
  }

  /** The same, with calls that take no longer than this. */
  public AwsSettings within(Duration limit) {
    return new AwsSettings(region, endpoint, streamsEndpoint, credentials, calls.within(limit));
  }

  /** Shows an option in forms only where another one, which it belongs to, is set. */
  record UsefulWith(String other) implements ConfigDef.Recommender {

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
      return List.of();
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
      Object value = parsed.get(other);
      return value != null && !value.toString().isEmpty();
    }
  }
}
