package dev.messina.sink.session;

import dev.messina.plugin.OptionError;
import dev.messina.plugin.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The archive by which a cloud says where its cluster is and how to come in: in place of contact
 * points, data centre and encryption.
 */
public record CloudBundle(String location) {

  static final String OPTION = "scylladb.cloud.secure.connect.bundle";

  private static final List<String> NODES =
      List.of(SessionSettings.CONTACT_POINTS, SessionSettings.LOCAL_DATACENTER);
  private static final String TLS = "scylladb.ssl.";
  private static final List<String> PARTS =
      List.of("config.json", "identity.jks", "trustStore.jks");

  /** Adds the option. */
  static ConfigDef define(ConfigDef definition) {
    return Options.of("ScyllaDB", definition)
        .option(OPTION, Type.STRING, null)
        .valid(new ConfigDef.NonEmptyString())
        .shown(9, Width.LONG, "Secure-connect bundle")
        .doc(
            "A file on each worker: the secure-connect bundle of a cloud, as DataStax Astra gives"
                + " it. It says the contact points, the data centre and the certificates, so that"
                + " these options are left out.")
        .definition();
  }

  /** What is missing without a bundle, or said twice with it, each at its option. */
  static List<OptionError> conflicts(Map<String, String> options) {
    if (options.get(OPTION) == null) {
      return NODES.stream()
          .filter(option -> options.get(option) == null)
          .map(
              option ->
                  new OptionError(
                      option, "Required, unless " + OPTION + " says it; set " + option + "."))
          .toList();
    }
    return options.keySet().stream()
        .filter(option -> options.get(option) != null)
        .filter(option -> NODES.contains(option) || option.startsWith(TLS))
        .map(
            option ->
                new OptionError(
                    option, "The bundle of " + OPTION + " says this; keep one of them."))
        .toList();
  }

  /** What is wrong with the file as far as it can be seen without the cloud. */
  Optional<OptionError> problem() {
    try (ZipFile archive = new ZipFile(location)) {
      List<String> missing = new ArrayList<>(PARTS);
      missing.removeIf(part -> archive.getEntry(part) != null);
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(unusable("it lacks " + String.join(", ", missing)));
    } catch (IOException e) {
      return Optional.of(unusable(Reasons.of(e)));
    }
  }

  public static OptionError unusable(String reason) {
    return new OptionError(
        OPTION,
        "The bundle cannot be used ("
            + reason
            + "); check that each worker has the file as the cloud gave it, and that the cluster is"
            + " there and awake.");
  }
}
