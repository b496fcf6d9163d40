package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Prepares the Cassandra node. */
record CassandraLaunch(LaunchSite site) {
  private static final String NAME = "cassandra";

  Launch prepare() throws IOException {
    int port = site.ports().next();
    Path data = site.folder().data(NAME);
    Path configuration =
        site.writeConfiguration(
            "cassandra.yaml",
            "cassandra.yaml",
            Map.of(
                "port",
                port,
                "storagePort",
                site.ports().next(),
                "data",
                data,
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
                Service.CASSANDRA, Stream.concat(moduleOptions(), own).toArray(String[]::new)),
            site.home().classPath(NAME),
            "org.apache.cassandra.service.CassandraDaemon",
            List.of());
    return site.launch(Service.CASSANDRA, NAME, "127.0.0.1:" + port, daemon);
  }

  private static Stream<String> moduleOptions() throws IOException {
    return Template.named("cassandra-jvm.options")
        .filledWith(Map.of())
        .lines()
        .filter(line -> line.startsWith("-"));
  }
}
