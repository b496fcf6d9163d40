package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.typesafe.config.ConfigException;
import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionError;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.route.TableName;
import dev.messina.sink.session.CloudBundle;
import dev.messina.sink.session.ClusterUnreachableException;
import dev.messina.sink.session.DriverOptions;
import dev.messina.sink.session.Reasons;
import dev.messina.sink.session.ScyllaSessions;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.session.TlsSettings;
import dev.messina.sink.validate.SinkValidation.TargetCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/** Connects and looks: data centre, rack, keyspaces, tables, columns. Changes nothing. */
public final class ClusterCheck implements TargetCheck {

  @Override
  public List<OptionError> findings(SessionSettings given, Targets targets) {
    try (CqlSession session = ScyllaSessions.openToLookAround(given)) {
      List<OptionError> findings = new ArrayList<>();
      Metadata metadata = session.getMetadata();
      SessionSettings settings = given.cloud() == null ? given : given.in(ownDatacenter(metadata));
      Optional<OptionError> datacenter = datacenter(settings, metadata);
      datacenter.ifPresent(findings::add);
      rack(settings, metadata).ifPresent(findings::add);
      targets
          .tables()
          .keySet()
          .forEach(table -> findings.addAll(table(session, datacenter.isEmpty(), table, targets)));
      findings.addAll(replicas(settings, metadata, targets.tables().keySet()));
      return findings;
    } catch (AllNodesFailedException e) {
      return List.of(unreachable(given, e));
    } catch (DriverException | ConnectException e) {
      return List.of(
          given.cloud() == null
              ? new OptionError(SessionSettings.CONTACT_POINTS, e.getMessage())
              : CloudBundle.unusable(Reasons.of(e)));
    } catch (ConfigException | IllegalArgumentException | IllegalStateException e) {
      return List.of(driverRefuses(given, e));
    }
  }

  /** Values of its own options are what only the driver can judge. */
  private static OptionError driverRefuses(SessionSettings settings, RuntimeException error) {
    String complaint = Reasons.of(error);
    Optional<String> blamed = DriverOptions.blamed(settings.driver(), complaint);
    if (blamed.isEmpty() && settings.cloud() != null) {
      return CloudBundle.unusable(complaint);
    }
    return new OptionError(
        blamed.orElse(SessionSettings.CONTACT_POINTS),
        "The driver cannot be set up so (" + complaint + "); correct the value.");
  }

  private static OptionError unreachable(SessionSettings settings, AllNodesFailedException error) {
    List<Throwable> causes = ClusterUnreachableException.causes(error);
    if (causes.stream().anyMatch(AuthenticationException.class::isInstance)) {
      return settings.username() == null
          ? new OptionError(
              SessionSettings.USERNAME,
              "The cluster asks for a login; set scylladb.username and scylladb.password.")
          : new OptionError(
              SessionSettings.PASSWORD,
              "The cluster refuses this user name and password; correct them.");
    }
    String reasons = causes.stream().map(Reasons::of).distinct().collect(Collectors.joining("; "));
    if (settings.cloud() != null) {
      return CloudBundle.unusable(reasons);
    }
    if (causes.stream().anyMatch(ClusterUnreachableException::isOfCertificates)) {
      return new OptionError(
          TlsSettings.TRUSTSTORE_LOCATION,
          "The cluster's certificate is not accepted, or ours is not ("
              + reasons
              + "); correct the trust store, the key store, or the names in the certificates.");
    }
    return new OptionError(
        SessionSettings.CONTACT_POINTS,
        "None of "
            + settings.contactPoints()
            + " answers ("
            + reasons
            + "); check hosts, ports, whether nodes expect TLS, and that they are up.");
  }

  /** The one that a bundle has led to. */
  private static String ownDatacenter(Metadata metadata) {
    return metadata.getNodes().values().stream()
        .filter(node -> node.getDistance() == NodeDistance.LOCAL)
        .map(Node::getDatacenter)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static Optional<OptionError> datacenter(SessionSettings settings, Metadata metadata) {
    TreeSet<String> known =
        metadata.getNodes().values().stream()
            .map(node -> node.getDatacenter())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    if (known.isEmpty() || known.contains(settings.localDatacenter())) {
      return Optional.empty();
    }
    return Optional.of(
        new OptionError(
            SessionSettings.LOCAL_DATACENTER,
            "The cluster has no data centre '"
                + settings.localDatacenter()
                + "'; it has "
                + String.join(", ", known)
                + "."));
  }

  private static Optional<OptionError> rack(SessionSettings settings, Metadata metadata) {
    TreeSet<String> known =
        metadata.getNodes().values().stream()
            .filter(node -> settings.localDatacenter().equals(node.getDatacenter()))
            .map(Node::getRack)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    if (settings.localRack() == null || known.isEmpty() || known.contains(settings.localRack())) {
      return Optional.empty();
    }
    return Optional.of(
        new OptionError(
            SessionSettings.LOCAL_RACK,
            "The data centre has no rack '"
                + settings.localRack()
                + "'; it has "
                + String.join(", ", known)
                + "."));
  }

  /** A data centre that is not there is reported as such. */
  private static List<OptionError> replicas(
      SessionSettings settings, Metadata metadata, Collection<TableName> tables) {
    if (datacenter(settings, metadata).isPresent()) {
      return List.of();
    }
    return tables.stream()
        .map(TableName::keyspace)
        .distinct()
        .flatMap(name -> metadata.getKeyspace(CqlIdentifier.fromInternal(name)).stream())
        .flatMap(
            keyspace ->
                ReplicaCheck.problem(settings, keyspace, metadata.getNodes().values()).stream())
        .map(problem -> new OptionError(SessionSettings.CONSISTENCY_LEVEL, problem))
        .toList();
  }

  /**
   * @param answers whether there are nodes that the session asks
   */
  private static List<OptionError> table(
      CqlSession session, boolean answers, TableName name, Targets targets) {
    Metadata metadata = session.getMetadata();
    String option = targets.tables().get(name);
    Optional<KeyspaceMetadata> keyspace =
        metadata.getKeyspace(CqlIdentifier.fromInternal(name.keyspace()));
    if (keyspace.isEmpty()) {
      return List.of(
          missing(
              option,
              "keyspace '" + name.keyspace() + "'",
              NearestName.of(name.keyspace(), names(metadata.getKeyspaces().keySet())),
              "CREATE KEYSPACE and CREATE TABLE first"));
    }
    Optional<TableMetadata> table =
        keyspace.get().getTable(CqlIdentifier.fromInternal(name.table()));
    if (table.isEmpty()) {
      return targets.mayBeCreated()
          ? List.of()
          : List.of(
              missing(
                  option,
                  "table '" + name + "'",
                  NearestName.of(name.table(), names(keyspace.get().getTables().keySet())),
                  "CREATE TABLE first"));
    }
    TableInspector inspector = new TableInspector(session, targets.lateness(), Clock.systemUTC());
    List<String> problems =
        answers
            ? inspector.problems(table.get(), DroppedColumns.addedAgain(session, name))
            : inspector.problems(table.get(), ScyllaTableOptions.NONE, DroppedColumns.NONE);
    ColumnConversions conversions = targets.conversions();
    return Stream.of(
            findings(option, problems),
            findings(ColumnConversions.OPTION, conversions.problems(table.get())),
            targets.mappings().stream()
                .filter(rows -> rows.tables().contains(name))
                .flatMap(rows -> findings(rows.option(), rows.problems(table.get(), conversions))))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<OptionError> findings(String option, List<String> problems) {
    return problems.stream().map(problem -> new OptionError(option, sentence(problem)));
  }

  private static OptionError missing(
      String option, String what, Optional<String> nearest, String remedy) {
    return new OptionError(
        option,
        "There is no "
            + what
            + nearest.map(name -> " (did you mean '" + name + "'?)").orElse("")
            + "; "
            + remedy
            + " or correct "
            + option
            + ".");
  }

  private static List<String> names(Collection<CqlIdentifier> identifiers) {
    return identifiers.stream().map(CqlIdentifier::asInternal).toList();
  }

  private static String sentence(String problem) {
    return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
  }

  /**
   * What a connector is going to write, as far as its options tell.
   *
   * @param tables each with the option that names it; those that only records will name are not
   *     among them
   * @param mayBeCreated whether tables may be missing, since the sink creates them
   * @param lateness of the records
   * @param mappings whose rows go to some of the tables
   */
  public record Targets(
      Map<TableName, String> tables,
      boolean mayBeCreated,
      ColumnConversions conversions,
      Lateness lateness,
      List<MappedRows> mappings) {

    public Targets {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
      mappings = List.copyOf(mappings);
    }
  }
}
