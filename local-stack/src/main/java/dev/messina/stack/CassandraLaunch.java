package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prepares Cassandra nodes. As in any cluster they have the same ports, and each has an address of
 * its own.
 *
 * @param port of the native protocol
 * @param storagePort by which the nodes know each other
 */
record CassandraLaunch(LaunchSite site, int port, int storagePort) {
  private static final String SERVICE = "cassandra";

  private static final String SYNCS_FIRST = "commitlog_sync: batch";
  private static final String SYNCS_IN_TURN =
      "commitlog_sync: periodic\ncommitlog_sync_period: 1000ms";

  private static final int JOIN_PATIENCE_MS = 30_000;

  static CassandraLaunch on(LaunchSite site) {
    return new CassandraLaunch(site, site.ports().next(), site.ports().next());
  }

  /**
   * @param number from 1; the first is the one that the others join
   */
  Launch prepare(int number) throws IOException {
    String name = number == 1 ? SERVICE : SERVICE + "-" + number;
    String host = "127.0.0." + number;
    Path data = site.folder().data(name);
    Path configuration =
        site.writeConfiguration(
            "cassandra.yaml",
            name + ".yaml",
            Map.of(
                "host",
                host,
                "port",
                port,
                "storagePort",
                storagePort,
                "data",
                data,
                "commitLog",
                site.settings().cassandraSyncsFirst() ? SYNCS_FIRST : SYNCS_IN_TURN,
                "more",
                site.settings().cassandraOptions()));
    Path logging =
        site.writeConfiguration("cassandra-logback.xml", "cassandra-logback.xml", Map.of());
    Stream<String> own =
        Stream.of(
            "-Dcassandra.config=" + configuration.toUri(),
            "-Dcassandra.storagedir=" + data,
            "-Dlogback.configurationFile=" + logging);
    JavaCommand daemon =
        new JavaCommand(
            site.jvmOptions(
                Service.CASSANDRA, Stream.concat(jvmOptions(number), own).toArray(String[]::new)),
            site.home().classPath(SERVICE),
            "org.apache.cassandra.service.CassandraDaemon",
            List.of());
    return site.launch(Service.CASSANDRA, name, host + ":" + port, daemon);
  }

  private static Stream<String> jvmOptions(int number) throws IOException {
    return FileTemplate.named("cassandra-jvm.options")
        .filledWith(Map.of("joinPatienceMs", number == 1 ? 0 : JOIN_PATIENCE_MS))
        .lines()
        .filter(line -> line.startsWith("-"));
  }
}
