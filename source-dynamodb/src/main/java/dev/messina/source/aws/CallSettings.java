package dev.messina.source.aws;

import dev.messina.plugin.Options;
import dev.messina.source.aws.AwsSettings.UsefulWith;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
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
    return Options.of(GROUP, config)
        .option(TIMEOUT_MS, Type.LONG, Duration.ofSeconds(30).toMillis())
        .valid(Range.between(TIMEOUT_MIN_MS, TIMEOUT_MAX_MS))
        .low()
        .shown(++order, Width.SHORT, "Call timeout")
        .doc("How long a call may take, with the repetitions of the SDK.")
        .option(CONNECT_TIMEOUT_MS, Type.LONG, Duration.ofSeconds(5).toMillis())
        .valid(Range.between(CONNECT_TIMEOUT_MIN_MS, TIMEOUT_MAX_MS))
        .low()
        .shown(++order, Width.SHORT, "Connect timeout")
        .doc("How long a connection may take to come about.")
        .option(RETRIES_MAX, Type.INT, 1)
        .valid(Range.between(0, RETRIES_LIMIT))
        .low()
        .shown(++order, Width.SHORT, "Retries")
        .doc(
            "How often the SDK itself repeats a failed call. The source goes on repeating what"
                + " fails transiently, for as long as it takes.")
        .option(PROXY_URL, Type.STRING, "")
        .valid(AwsOptions.HTTP_ADDRESS)
        .low()
        .shown(++order, Width.LONG, "Proxy")
        .doc(
            "Address of an HTTP proxy between the worker and AWS. When empty, the JVM's"
                + " http.proxyHost and the environment's HTTP_PROXY apply.")
        .option(PROXY_USERNAME, Type.STRING, "")
        .low()
        .recommended(new UsefulWith(PROXY_URL))
        .shown(++order, Width.MEDIUM, "Proxy user")
        .doc("User of the proxy.")
        .option(PROXY_PASSWORD, Type.PASSWORD, "")
        .low()
        .recommended(new UsefulWith(PROXY_URL))
        .shown(++order, Width.MEDIUM, "Proxy password")
        .doc("Password of the proxy's user.")
        .definition();
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
