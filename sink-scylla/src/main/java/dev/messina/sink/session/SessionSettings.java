package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.plugin.OptionError;
import dev.messina.plugin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach the cluster.
 *
 * @param cloud null if the nodes are asked themselves; else there are no contact points, and no
 *     local data centre
 * @param localRack null if all racks are alike
 * @param username null for a cluster without authentication; then the password is null as well
 * @param connectTimeout how long a task that starts waits for the cluster
 * @param driver options of the driver by their path
 */
public record SessionSettings(
    CloudBundle cloud,
    List<ContactPoint> contactPoints,
    String localDatacenter,
    String localRack,
    String username,
    Password password,
    TlsSettings tls,
    String consistencyLevel,
    Duration requestTimeout,
    Duration connectTimeout,
    Map<String, String> driver) {

  public static final String CONTACT_POINTS = "scylladb.contact.points";
  public static final String LOCAL_DATACENTER = "scylladb.local.datacenter";
  public static final String LOCAL_RACK = "scylladb.local.rack";
  public static final String CLOUD_BUNDLE = CloudBundle.OPTION;
  public static final String USERNAME = "scylladb.username";
  public static final String PASSWORD = "scylladb.password";
  public static final String CONSISTENCY_LEVEL = "scylladb.consistency.level";
  public static final String REQUEST_TIMEOUT_MS = "scylladb.request.timeout.ms";
  public static final String CONNECT_TIMEOUT_MS = "scylladb.connect.timeout.ms";

  private static final String GROUP = "ScyllaDB";

  public SessionSettings {
    contactPoints = List.copyOf(contactPoints);
    driver = Map.copyOf(driver);
  }

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return TlsSettings.define(
        CloudBundle.define(defineRequests(defineLogin(defineNodes(definition)))));
  }

  private static ConfigDef defineRequests(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(CONSISTENCY_LEVEL, Type.STRING, DefaultConsistencyLevel.LOCAL_QUORUM.name())
        .valid(
            ValidString.in(
                Stream.of(DefaultConsistencyLevel.values())
                    .filter(level -> !level.isSerial() && level != DefaultConsistencyLevel.ANY)
                    .map(DefaultConsistencyLevel::name)
                    .toArray(String[]::new)))
        .shown(6, Width.SHORT, "Consistency level")
        .doc("How many replicas must have acknowledged a write before its offset may be committed.")
        .option(REQUEST_TIMEOUT_MS, Type.INT, 10_000)
        .valid(ConfigDef.Range.between(100, 600_000))
        .low()
        .shown(7, Width.SHORT, "Request timeout (ms)")
        .doc(
            "How long one attempt to write may take, in milliseconds, before it is tried again."
                + " Should exceed the server's own write timeout.")
        .option(CONNECT_TIMEOUT_MS, Type.LONG, 300_000L)
        .valid(ConfigDef.Range.between(0, 86_400_000))
        .low()
        .shown(8, Width.SHORT, "Connect timeout (ms)")
        .doc(
            "How long a task that starts waits for a cluster that cannot be reached, in"
                + " milliseconds. After that the task fails with what it saw.")
        .definition();
  }

  private static ConfigDef defineNodes(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(CONTACT_POINTS, Type.LIST, null)
        .valid(
            LambdaValidator.with(
                SessionSettings::checkContactPoints, () -> "a list of host:port, not empty"))
        .high()
        .shown(1, Width.LONG, "Contact points")
        .doc(
            "Nodes to ask first, as a list of `host:port`; all others are found through them."
                + " Required, unless there is a secure-connect bundle.")
        .option(LOCAL_DATACENTER, Type.STRING, null)
        .valid(new ConfigDef.NonEmptyString())
        .high()
        .shown(2, Width.MEDIUM, "Local data centre")
        .doc(
            "The data centre to write to, by the name that `nodetool status` shows. Required,"
                + " unless there is a secure-connect bundle.")
        .option(LOCAL_RACK, Type.STRING, null)
        .low()
        .shown(3, Width.MEDIUM, "Local rack")
        .doc(
            "The rack whose nodes are asked first, by the name that `nodetool status` shows. It"
                + " decides who passes a write on, not where it is kept.")
        .definition();
  }

  private static ConfigDef defineLogin(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(USERNAME, Type.STRING, null)
        .shown(4, Width.MEDIUM, "User name")
        .doc("The role to log in as; needs MODIFY on the table. Without it, no authentication.")
        .option(PASSWORD, Type.PASSWORD, null)
        .shown(5, Width.MEDIUM, "Password")
        .doc("The role's password. Keep it out of the configuration by a config provider.")
        .definition();
  }

  /**
   * Reads the options.
   *
   * @throws ConfigException if some of them are missing or contradict each other
   */
  public static SessionSettings of(AbstractConfig config) {
    for (OptionError conflict : conflicts(config.originalsStrings())) {
      throw new ConfigException("'" + conflict.option() + "': " + conflict.problem());
    }
    String bundle = config.getString(CLOUD_BUNDLE);
    List<String> points = config.getList(CONTACT_POINTS);
    return new SessionSettings(
        bundle == null ? null : new CloudBundle(bundle),
        points == null ? List.of() : points.stream().map(ContactPoint::parse).toList(),
        config.getString(LOCAL_DATACENTER),
        config.getString(LOCAL_RACK),
        config.getString(USERNAME),
        config.getPassword(PASSWORD),
        TlsSettings.of(config),
        config.getString(CONSISTENCY_LEVEL),
        Duration.ofMillis(config.getInt(REQUEST_TIMEOUT_MS)),
        Duration.ofMillis(config.getLong(CONNECT_TIMEOUT_MS)),
        driverOptions(config));
  }

  /** What is missing or said twice among options that are sound by themselves. */
  public static List<OptionError> conflicts(Map<String, String> options) {
    return CloudBundle.conflicts(options);
  }

  /** Where the cluster is, for messages. */
  String target() {
    return cloud == null ? contactPoints.toString() : "the cluster of " + cloud.location();
  }

  /**
   * What is wrong with files and with the names of the driver's options, each at its option; asks
   * no cluster.
   */
  public List<OptionError> problems() {
    return Stream.of(
            cloud == null ? Stream.<OptionError>empty() : cloud.problem().stream(),
            tls.problems().stream(),
            DriverOptions.problems(driver).stream())
        .flatMap(findings -> findings)
        .toList();
  }

  /** The same in a data centre that only the cluster could tell. */
  public SessionSettings in(String datacenter) {
    return new SessionSettings(
        cloud,
        contactPoints,
        datacenter,
        localRack,
        username,
        password,
        tls,
        consistencyLevel,
        requestTimeout,
        connectTimeout,
        driver);
  }

  private static Map<String, String> driverOptions(AbstractConfig config) {
    return config.originalsWithPrefix(DriverOptions.PREFIX).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, option -> String.valueOf(option.getValue())));
  }

  private static void checkContactPoints(String name, Object value) {
    if (value == null) {
      return;
    }
    List<?> points = (List<?>) value;
    if (points.isEmpty()) {
      throw new ConfigException("'" + name + "' names no node; give a list of host:port.");
    }
    for (Object point : points) {
      try {
        ContactPoint.parse(String.valueOf(point));
      } catch (IllegalArgumentException malformed) {
        throw new ConfigException("'" + name + "' " + malformed.getMessage() + ".");
      }
    }
  }

  /** A node to ask first, written {@code host:port}; IPv6 addresses in brackets. */
  public record ContactPoint(String host, int port) {

    private static final int PORT_MAX = 65_535;
    private static final Pattern FORM =
        Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/\\s]+)):(\\d{1,5})");

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException if it is anything else; the message says what is expected
     */
    public static ContactPoint parse(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > PORT_MAX) {
        throw new IllegalArgumentException(
            "must be a list of host:port, such as node1:9042,node2:9042 or [::1]:9042");
      }
      String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      return new ContactPoint(host, Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
