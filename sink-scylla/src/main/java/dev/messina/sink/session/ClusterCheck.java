package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import dev.messina.sink.cql.ColumnConversions;
import dev.messina.sink.cql.TableProblems;
import dev.messina.sink.route.NearestName;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/** Connects and looks: data centre, keyspace, table, columns. Changes nothing. */
public final class ClusterCheck implements TargetCheck {

  /** The session's and the connection's name, which mean nothing to a user. */
  private static final Pattern DRIVERS_PREFIX = Pattern.compile("^\\[[^]]*] ");

  @Override
  public List<Finding> findings(
      SessionSettings settings, TableName table, ColumnConversions conversions) {
    try (CqlSession session = ScyllaSessions.openToLookAround(settings)) {
      List<Finding> findings = new ArrayList<>();
      Metadata metadata = session.getMetadata();
      datacenter(settings, metadata).ifPresent(findings::add);
      findings.addAll(table(metadata, table, conversions));
      return findings;
    } catch (AllNodesFailedException e) {
      return List.of(unreachable(settings, e));
    } catch (DriverException | ConnectException e) {
      return List.of(new Finding(SessionSettings.CONTACT_POINTS, e.getMessage()));
    }
  }

  private static Finding unreachable(SessionSettings settings, AllNodesFailedException error) {
    List<Throwable> causes =
        error.getAllErrors().values().stream().flatMap(Collection::stream).toList();
    if (causes.stream().anyMatch(AuthenticationException.class::isInstance)) {
      return settings.username() == null
          ? new Finding(
              SessionSettings.USERNAME,
              "The cluster asks for a login; set scylladb.username and scylladb.password.")
          : new Finding(
              SessionSettings.PASSWORD,
              "The cluster refuses this user name and password; correct them.");
    }
    String reasons =
        causes.stream().map(ClusterCheck::summary).distinct().collect(Collectors.joining("; "));
    return new Finding(
        SessionSettings.CONTACT_POINTS,
        "None of "
            + settings.contactPoints()
            + " answers ("
            + reasons
            + "); check hosts, ports and that the nodes are up.");
  }

  /** The innermost error that says something; those around it repeat the address. */
  private static String summary(Throwable error) {
    String summary = error.getClass().getSimpleName();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        summary = DRIVERS_PREFIX.matcher(cause.getMessage()).replaceFirst("");
      }
    }
    return summary;
  }

  private static Optional<Finding> datacenter(SessionSettings settings, Metadata metadata) {
    TreeSet<String> known =
        metadata.getNodes().values().stream()
            .map(node -> node.getDatacenter())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    if (known.isEmpty() || known.contains(settings.localDatacenter())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            SessionSettings.LOCAL_DATACENTER,
            "The cluster has no data centre '"
                + settings.localDatacenter()
                + "'; it has "
                + String.join(", ", known)
                + "."));
  }

  private static List<Finding> table(
      Metadata metadata, TableName name, ColumnConversions conversions) {
    Optional<KeyspaceMetadata> keyspace =
        metadata.getKeyspace(CqlIdentifier.fromInternal(name.keyspace()));
    if (keyspace.isEmpty()) {
      return List.of(
          missing(
              "keyspace '" + name.keyspace() + "'",
              NearestName.of(name.keyspace(), names(metadata.getKeyspaces().keySet())),
              "CREATE KEYSPACE and CREATE TABLE first"));
    }
    return keyspace
        .get()
        .getTable(CqlIdentifier.fromInternal(name.table()))
        .map(
            table ->
                Stream.concat(
                        findings(TableSettings.TABLE_NAME, TableProblems.of(table)),
                        findings(ColumnConversions.OPTION, conversions.problems(table)))
                    .toList())
        .orElseGet(
            () ->
                List.of(
                    missing(
                        "table '" + name + "'",
                        NearestName.of(name.table(), names(keyspace.get().getTables().keySet())),
                        "CREATE TABLE first")));
  }

  private static Stream<Finding> findings(String option, List<String> problems) {
    return problems.stream().map(problem -> new Finding(option, sentence(problem)));
  }

  private static Finding missing(String what, Optional<String> nearest, String remedy) {
    return new Finding(
        TableSettings.TABLE_NAME,
        "There is no "
            + what
            + nearest.map(name -> " (the nearest is '" + name + "')").orElse("")
            + "; "
            + remedy
            + " or correct table.name.");
  }

  private static List<String> names(Collection<CqlIdentifier> identifiers) {
    return identifiers.stream().map(CqlIdentifier::asInternal).toList();
  }

  private static String sentence(String problem) {
    return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
  }
}
