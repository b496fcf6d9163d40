package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import dev.messina.plugin.OptionError;
import dev.messina.plugin.Options;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
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
            Options.of(GROUP, definition)
                .option(ENABLED, Type.BOOLEAN, false)
                .shown(1, Width.SHORT, "TLS")
                .doc("Whether connections to the cluster are encrypted.")
                .definition()));
  }

  private static ConfigDef defineTrust(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(TRUSTSTORE_LOCATION, Type.STRING, null)
        .shown(2, Width.LONG, "Trust store")
        .doc(
            "A file on each worker with the certificates of the authorities that are believed."
                + " Without it, those of the worker's Java.")
        .option(TRUSTSTORE_PASSWORD, Type.PASSWORD, null)
        .shown(3, Width.MEDIUM, "Trust store password")
        .doc("The trust store's password. A PEM file has none.")
        .option(TRUSTSTORE_TYPE, Type.STRING, STORE_TYPE)
        .valid(STORE_TYPES)
        .low()
        .shown(4, Width.SHORT, "Trust store type")
        .doc("What kind of file the trust store is.")
        .option(HOSTNAME_VERIFICATION, Type.BOOLEAN, true)
        .low()
        .shown(5, Width.SHORT, "Verify host names")
        .doc(
            "Whether a node's certificate must name its host, or its address where the node was"
                + " found through others.")
        .definition();
  }

  private static ConfigDef defineIdentity(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(KEYSTORE_LOCATION, Type.STRING, null)
        .shown(6, Width.LONG, "Key store")
        .doc(
            "A file on each worker with the certificate and key that are shown to a cluster which"
                + " asks for them (mutual TLS).")
        .option(KEYSTORE_PASSWORD, Type.PASSWORD, null)
        .shown(7, Width.MEDIUM, "Key store password")
        .doc("The key store's password. A PEM file has none.")
        .option(KEYSTORE_TYPE, Type.STRING, STORE_TYPE)
        .valid(STORE_TYPES)
        .low()
        .shown(8, Width.SHORT, "Key store type")
        .doc("What kind of file the key store is.")
        .option(KEY_PASSWORD, Type.PASSWORD, null)
        .shown(9, Width.MEDIUM, "Key password")
        .doc("The private key's password, if it has one of its own.")
        .definition();
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
  List<OptionError> problems() {
    List<OptionError> problems = new ArrayList<>();
    if (!enabled && (trust.location != null || identity.location != null)) {
      problems.add(
          new OptionError(
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

  private static void unreadable(TlsSettings part, String option, List<OptionError> problems) {
    try (DefaultSslEngineFactory readable = part.engines()) {
      readable.sslContext();
    } catch (KafkaException e) {
      problems.add(
          new OptionError(
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

  static final class NodeTls implements SslEngineFactory {

    private final DefaultSslEngineFactory engines;
    private final boolean verifiesHostname;

    NodeTls(TlsSettings settings) {
      this.engines = settings.engines();
      this.verifiesHostname = settings.verifiesHostname();
    }

    /** The host is the one that was asked for: no name service is asked who an address might be. */
    @Override
    public SSLEngine newSslEngine(EndPoint node) {
      SocketAddress address = node.resolve();
      String rule = verifiesHostname ? "HTTPS" : "";
      return address instanceof InetSocketAddress socket
          ? engines.createClientSslEngine(socket.getHostString(), socket.getPort(), rule)
          : engines.createClientSslEngine(address.toString(), 0, rule);
    }

    @Override
    public void close() {
      engines.close();
    }
  }
}
