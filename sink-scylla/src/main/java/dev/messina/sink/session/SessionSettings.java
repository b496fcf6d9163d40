package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
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
    return definition
        .define(
            CONSISTENCY_LEVEL,
            Type.STRING,
            DefaultConsistencyLevel.LOCAL_QUORUM.name(),
            ValidString.in(
                Stream.of(DefaultConsistencyLevel.values())
                    .filter(level -> !level.isSerial() && level != DefaultConsistencyLevel.ANY)
                    .map(DefaultConsistencyLevel::name)
                    .toArray(String[]::new)),
            Importance.MEDIUM,
            "How many replicas must have acknowledged a write before its offset may be committed.",
            GROUP,
            6,
            Width.SHORT,
            "Consistency level")
        .define(
            REQUEST_TIMEOUT_MS,
            Type.INT,
            10_000,
            ConfigDef.Range.between(100, 600_000),
            Importance.LOW,
            "How long one attempt to write may take, in milliseconds, before it is tried again."
                + " Should exceed the server's own write timeout.",
            GROUP,
            7,
            Width.SHORT,
            "Request timeout (ms)")
        .define(
            CONNECT_TIMEOUT_MS,
            Type.LONG,
            300_000L,
            ConfigDef.Range.between(0, 86_400_000),
            Importance.LOW,
            "How long a task that starts waits for a cluster that cannot be reached, in"
                + " milliseconds. After that the task fails with what it saw.",
            GROUP,
            8,
            Width.SHORT,
            "Connect timeout (ms)");
  }

  private static ConfigDef defineNodes(ConfigDef definition) {
    return definition
        .define(
            CONTACT_POINTS,
            Type.LIST,
            null,
            LambdaValidator.with(
                SessionSettings::checkContactPoints, () -> "a list of host:port, not empty"),
            Importance.HIGH,
            "Nodes to ask first, as a list of `host:port`; all others are found through them."
                + " Required, unless there is a secure-connect bundle.",
            GROUP,
            1,
            Width.LONG,
            "Contact points")
        .define(
            LOCAL_DATACENTER,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The data centre to write to, by the name that `nodetool status` shows. Required,"
                + " unless there is a secure-connect bundle.",
            GROUP,
            2,
            Width.MEDIUM,
            "Local data centre")
        .define(
            LOCAL_RACK,
            Type.STRING,
            null,
            Importance.LOW,
            "The rack whose nodes are asked first, by the name that `nodetool status` shows. It"
                + " decides who passes a write on, not where it is kept.",
            GROUP,
            3,
            Width.MEDIUM,
            "Local rack");
  }

  private static ConfigDef defineLogin(ConfigDef definition) {
    return definition
        .define(
            USERNAME,
            Type.STRING,
            null,
            Importance.MEDIUM,
            "The role to log in as; needs MODIFY on the table. Without it, no authentication.",
            GROUP,
            4,
            Width.MEDIUM,
            "User name")
        .define(
            PASSWORD,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The role's password. Keep it out of the configuration by a config provider.",
            GROUP,
            5,
            Width.MEDIUM,
            "Password");
  }

  /**
   * Reads the options.
   *
   * @throws ConfigException if some of them are missing or contradict each other
   */
  public static SessionSettings of(AbstractConfig config) {
    conflicts(config.originalsStrings())
        .forEach(
            (name, problem) -> {
              throw new ConfigException("'" + name + "': " + problem);
            });
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
  public static Map<String, String> conflicts(Map<String, String> options) {
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
  public List<Finding> problems() {
    return Stream.of(
            cloud == null ? Stream.<Finding>empty() : cloud.problem().stream(),
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
}
