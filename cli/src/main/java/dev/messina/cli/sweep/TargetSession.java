package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.local.PatientDriver;
import java.net.InetSocketAddress;
import java.util.List;

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
