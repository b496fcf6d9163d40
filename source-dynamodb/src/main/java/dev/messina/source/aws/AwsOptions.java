package dev.messina.source.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.regions.Region;

/** What options of AWS may hold. */
public final class AwsOptions {

  /** An http or https address, or nothing. */
  public static final ConfigDef.Validator HTTP_ADDRESS =
      ConfigDef.LambdaValidator.with(AwsOptions::checkAddress, () -> "an http or https address");

  /** Offers the regions that the SDK knows; others, newer than the SDK, are fine as well. */
  static final ConfigDef.Recommender REGIONS =
      new ConfigDef.Recommender() {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
          return Region.regions().stream()
              .filter(region -> !region.isGlobalRegion())
              .map(Region::id)
              .sorted()
              .map(Object.class::cast)
              .toList();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
          return true;
        }
      };

  private AwsOptions() {}

  static void checkRegion(String name, Object value) {
    String region = (String) value;
    if (region != null && !region.matches("[a-z0-9-]*")) {
      throw new ConfigException(name, value, "write the code of the region, such as eu-west-1");
    }
  }

  static void checkSessionName(String name, Object value) {
    String session = (String) value;
    if (session == null || !session.matches("[\\w+=,.@-]{2,64}")) {
      throw new ConfigException(name, value, "STS takes 2 to 64 letters, digits and =,.@_-");
    }
  }

  private static void checkAddress(String name, Object value) {
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
