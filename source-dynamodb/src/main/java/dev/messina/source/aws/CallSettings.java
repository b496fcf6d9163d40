package dev.messina.source.aws;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * How calls to AWS are made.
 *
 * @param timeout how long a call may take with its repetitions
 * @param connectTimeout how long a connection may take to come about
 * @param retriesMax how often the SDK repeats a call; the source repeats beyond that
 * @param proxyUrl empty: as the JVM's system properties and the environment say
 */
public record CallSettings(
    Duration timeout,
    Duration connectTimeout,
    int retriesMax,
    String proxyUrl,
    String proxyUsername,
    Password proxyPassword) {

  public static final String TIMEOUT_MS = "aws.call.timeout.ms";
  public static final String CONNECT_TIMEOUT_MS = "aws.connect.timeout.ms";
  public static final String RETRIES_MAX = "aws.retries.max";
  public static final String PROXY_URL = "aws.proxy.url";
  public static final String PROXY_USERNAME = "aws.proxy.username";
  public static final String PROXY_PASSWORD = "aws.proxy.password";

  private static final String GROUP = "AWS calls";
  private static final long TIMEOUT_MIN_MS = 1000;
  private static final long TIMEOUT_MAX_MS = Duration.ofMinutes(5).toMillis();
  private static final long CONNECT_TIMEOUT_MIN_MS = 100;
  private static final int RETRIES_LIMIT = 10;

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return config
        .define(
            TIMEOUT_MS,
            Type.LONG,
            Duration.ofSeconds(30).toMillis(),
            Range.between(TIMEOUT_MIN_MS, TIMEOUT_MAX_MS),
            Importance.LOW,
            "How long a call may take, with the repetitions of the SDK.",
            GROUP,
            ++order,
            Width.SHORT,
            "Call timeout")
        .define(
            CONNECT_TIMEOUT_MS,
            Type.LONG,
            Duration.ofSeconds(5).toMillis(),
            Range.between(CONNECT_TIMEOUT_MIN_MS, TIMEOUT_MAX_MS),
            Importance.LOW,
            "How long a connection may take to come about.",
            GROUP,
            ++order,
            Width.SHORT,
            "Connect timeout")
        .define(
            RETRIES_MAX,
            Type.INT,
            1,
            Range.between(0, RETRIES_LIMIT),
            Importance.LOW,
            "How often the SDK itself repeats a failed call. The source goes on repeating what"
                + " fails transiently, for as long as it takes.",
            GROUP,
            ++order,
            Width.SHORT,
            "Retries")
        .define(
            PROXY_URL,
            Type.STRING,
            "",
            AwsOptions.HTTP_ADDRESS,
            Importance.LOW,
            "Address of an HTTP proxy between the worker and AWS. When empty, the JVM's"
                + " http.proxyHost and the environment's HTTP_PROXY apply.",
            GROUP,
            ++order,
            Width.LONG,
            "Proxy")
        .define(
            PROXY_USERNAME,
            Type.STRING,
            "",
            Importance.LOW,
            "User of the proxy.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Proxy user",
            new UsefulWith(PROXY_URL))
        .define(
            PROXY_PASSWORD,
            Type.PASSWORD,
            "",
            Importance.LOW,
            "Password of the proxy's user.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Proxy password",
            new UsefulWith(PROXY_URL));
  }

  public static CallSettings from(AbstractConfig config) {
    return new CallSettings(
        Duration.ofMillis(config.getLong(TIMEOUT_MS)),
        Duration.ofMillis(config.getLong(CONNECT_TIMEOUT_MS)),
        config.getInt(RETRIES_MAX),
        config.getString(PROXY_URL),
        config.getString(PROXY_USERNAME),
        config.getPassword(PROXY_PASSWORD));
  }

  /** The same, with calls that take no longer than this. */
  CallSettings within(Duration limit) {
    return new CallSettings(
        shorter(timeout, limit),
        shorter(connectTimeout, limit),
        retriesMax,
        proxyUrl,
        proxyUsername,
        proxyPassword);
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) < 0 ? left : right;
  }
}
