package dev.messina.sink.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How connections are encrypted, in the terms of Kafka's own clients, whose reader of stores and
 * PEM files does the work.
 *
 * @param trust whose certificates are believed; without a location, the JVM's own authorities
 * @param identity the certificate shown to the cluster; without a location, none
 * @param keyPassword of the private key; null if it has none, or that of its store
 * @param verifiesHostname whether a node's certificate must name the host that was asked for
 */
public record TlsSettings(
    boolean enabled, Store trust, Store identity, Password keyPassword, boolean verifiesHostname) {

  public static final String ENABLED = "scylladb.ssl.enabled";
  public static final String TRUSTSTORE_LOCATION = "scylladb.ssl.truststore.location";
  public static final String TRUSTSTORE_PASSWORD = "scylladb.ssl.truststore.password";
  public static final String TRUSTSTORE_TYPE = "scylladb.ssl.truststore.type";
  public static final String KEYSTORE_LOCATION = "scylladb.ssl.keystore.location";
  public static final String KEYSTORE_PASSWORD = "scylladb.ssl.keystore.password";
  public static final String KEYSTORE_TYPE = "scylladb.ssl.keystore.type";
  public static final String KEY_PASSWORD = "scylladb.ssl.key.password";
  public static final String HOSTNAME_VERIFICATION = "scylladb.ssl.hostname.verification";

  private static final String GROUP = "Encryption";
  private static final String STORE_TYPE = "JKS";
  private static final ValidString STORE_TYPES = ValidString.in(STORE_TYPE, "PKCS12", "PEM");
  private static final Store NO_STORE = new Store(null, null, STORE_TYPE);

  /** A file of certificates and keys; nothing if its location is null. */
  public record Store(String location, Password password, String type) {}

  /** Adds this section's options. */
  static ConfigDef define(ConfigDef definition) {
    return defineIdentity(
        defineTrust(
            definition.define(
                ENABLED,
                Type.BOOLEAN,
                false,
                Importance.MEDIUM,
                "Whether connections to the cluster are encrypted.",
                GROUP,
                1,
                Width.SHORT,
                "TLS")));
  }

  private static ConfigDef defineTrust(ConfigDef definition) {
    return definition
        .define(
            TRUSTSTORE_LOCATION,
            Type.STRING,
            null,
            Importance.MEDIUM,
            "A file on each worker with the certificates of the authorities that are believed."
                + " Without it, those of the worker's Java.",
            GROUP,
            2,
            Width.LONG,
            "Trust store")
        .define(
            TRUSTSTORE_PASSWORD,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The trust store's password. A PEM file has none.",
            GROUP,
            3,
            Width.MEDIUM,
            "Trust store password")
        .define(
            TRUSTSTORE_TYPE,
            Type.STRING,
            STORE_TYPE,
            STORE_TYPES,
            Importance.LOW,
            "What kind of file the trust store is.",
            GROUP,
            4,
            Width.SHORT,
            "Trust store type")
        .define(
            HOSTNAME_VERIFICATION,
            Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether a node's certificate must name its host, or its address where the node was"
                + " found through others.",
            GROUP,
            5,
            Width.SHORT,
            "Verify host names");
  }

  private static ConfigDef defineIdentity(ConfigDef definition) {
    return definition
        .define(
            KEYSTORE_LOCATION,
            Type.STRING,
            null,
            Importance.MEDIUM,
            "A file on each worker with the certificate and key that are shown to a cluster which"
                + " asks for them (mutual TLS).",
            GROUP,
            6,
            Width.LONG,
            "Key store")
        .define(
            KEYSTORE_PASSWORD,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The key store's password. A PEM file has none.",
            GROUP,
            7,
            Width.MEDIUM,
            "Key store password")
        .define(
            KEYSTORE_TYPE,
            Type.STRING,
            STORE_TYPE,
            STORE_TYPES,
            Importance.LOW,
            "What kind of file the key store is.",
            GROUP,
            8,
            Width.SHORT,
            "Key store type")
        .define(
            KEY_PASSWORD,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The private key's password, if it has one of its own.",
            GROUP,
            9,
            Width.MEDIUM,
            "Key password");
  }

  static TlsSettings of(AbstractConfig config) {
    return new TlsSettings(
        config.getBoolean(ENABLED),
        new Store(
            config.getString(TRUSTSTORE_LOCATION),
            config.getPassword(TRUSTSTORE_PASSWORD),
            config.getString(TRUSTSTORE_TYPE)),
        new Store(
            config.getString(KEYSTORE_LOCATION),
            config.getPassword(KEYSTORE_PASSWORD),
            config.getString(KEYSTORE_TYPE)),
        config.getPassword(KEY_PASSWORD),
        config.getBoolean(HOSTNAME_VERIFICATION));
  }

  /** What is wrong with the files, each at the option that names it. */
  List<Finding> problems() {
    List<Finding> problems = new ArrayList<>();
    if (!enabled && (trust.location != null || identity.location != null)) {
      problems.add(
          new Finding(
              ENABLED,
              "A trust or key store is set, but scylladb.ssl.enabled is false; set it to true, or"
                  + " remove the store."));
    }
    if (enabled) {
      unreadable(new TlsSettings(true, trust, NO_STORE, null, true), TRUSTSTORE_LOCATION, problems);
      unreadable(
          new TlsSettings(true, NO_STORE, identity, keyPassword, true),
          KEYSTORE_LOCATION,
          problems);
    }
    return problems;
  }

  private static void unreadable(TlsSettings part, String option, List<Finding> problems) {
    try (DefaultSslEngineFactory readable = part.engines()) {
      readable.sslContext();
    } catch (KafkaException e) {
      problems.add(
          new Finding(
              option,
              "Cannot be used ("
                  + Reasons.of(e)
                  + "); check that each worker has this file, its type and its passwords."));
    }
  }

  /**
   * Reads the files.
   *
   * @throws KafkaException if one of them cannot be used
   */
  DefaultSslEngineFactory engines() {
    Map<String, Object> stores = new HashMap<>();
    stores.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, trust.type);
    stores.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, trust.location);
    stores.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, trust.password);
    stores.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, identity.type);
    stores.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, identity.location);
    stores.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, identity.password);
    stores.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, keyPassword);
    ConfigDef kafka = new ConfigDef();
    SslConfigs.addClientSslSupport(kafka);
    DefaultSslEngineFactory engines = new DefaultSslEngineFactory();
    engines.configure(kafka.parse(stores));
    return engines;
  }
}
