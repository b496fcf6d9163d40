package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.local.PatientDriver;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the target's cluster as the sink does. */
public final class TargetSession {

  private TargetSession() {}

  /**
   * Where no data centre is named, it is that of the contact points.
   *
   * @throws IllegalArgumentException if a setting is missing, malformed or hidden
   */
  public static CqlSession open(Access access, ConnectorFile sink) {
    String datacenter = access.localDatacenter(sink);
    CqlSessionBuilder session =
        CqlSession.builder()
            .withConfigLoader(
                access.driverConfig() == null ? patient(datacenter.isEmpty()) : file(access))
            .addContactPoints(addresses(access.contactPoints(sink)));
    if (!datacenter.isEmpty()) {
      session.withLocalDatacenter(datacenter);
    }
    String username = access.username(sink);
    if (!username.isEmpty()) {
      session.withAuthCredentials(username, access.password(sink));
    }
    return session.build();
  }

  /** That no node answers, in one line, with what can be done. */
  public static IllegalStateException unreachable(AllNodesFailedException unreachable) {
    return new IllegalStateException(
        "No node of the cluster answers: %s Correct --contact-points, --username or --password."
            .formatted(reason(unreachable)),
        unreachable);
  }

  /** What the first node has failed with. */
  private static String reason(AllNodesFailedException unreachable) {
    return unreachable.getAllErrors().entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .findFirst()
        .map(entry -> entry.getKey().getEndPoint() + ", " + cause(entry.getValue().get(0)) + ".")
        .orElseGet(() -> text(unreachable));
  }

  /** The network's own words, where there are some; a closed channel says nothing. */
  private static String cause(Throwable failure) {
    String said = text(failure);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<String> refused =
          Stream.concat(Stream.of(each), Arrays.stream(each.getSuppressed()))
              .filter(
                  one -> one instanceof ConnectException || one instanceof AuthenticationException)
              .map(TargetSession::text)
              .findFirst();
      if (refused.isPresent()) {
        said = refused.get();
      }
    }
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static DriverConfigLoader file(Access access) {
    return DriverConfigLoader.fromFile(access.driverConfig().toFile());
  }

  private static DriverConfigLoader patient(boolean infersDatacenter) {
    ProgrammaticDriverConfigLoaderBuilder config = PatientDriver.options();
    if (infersDatacenter) {
      config.withString(
          DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DcInferringLoadBalancingPolicy");
    }
    return config.build();
  }

  private static List<InetSocketAddress> addresses(List<String> points) {
    return points.stream().map(TargetSession::address).toList();
  }

  private static InetSocketAddress address(String point) {
    int colon = point.lastIndexOf(':');
    if (colon < 1 || !point.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "'" + point + "' is no host:port; correct --contact-points.");
    }
    String host = point.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(host, Integer.parseInt(point.substring(colon + 1)));
  }
}
