package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Sessions as the sink opens them, by a name service of the test's own that knows one host. */
public final class NamedSessions {

  private NamedSessions() {}

  /**
   * Opens one.
   *
   * @param addresses of the host, asked for each time
   */
  public static CqlSession open(
      Map<String, String> options, String host, Supplier<List<String>> addresses) {
    SessionSettings settings =
        SessionSettings.of(
            new AbstractConfig(SessionSettings.define(new ConfigDef()), options, false));
    return ScyllaSessions.open(settings, asked -> lookUp(asked, host, addresses.get()));
  }

  private static InetAddress[] lookUp(String asked, String host, List<String> addresses)
      throws UnknownHostException {
    if (!asked.equals(host)) {
      throw new UnknownHostException(asked);
    }
    InetAddress[] found = new InetAddress[addresses.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] =
          InetAddress.getByAddress(host, InetAddress.getByName(addresses.get(i)).getAddress());
    }
    return found;
  }
}
