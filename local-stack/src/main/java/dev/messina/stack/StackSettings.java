package dev.messina.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the builder was told. */
record StackSettings(
    Path folder,
    Set<Service> services,
    int connectWorkers,
    KafkaVersion connectVersion,
    Optional<String> foreignBroker,
    Optional<URI> foreignDynamoDb,
    List<Path> plugins,
    Map<String, String> connectProperties,
    Map<Service, Integer> heapMegabytes,
    int cassandraNodes,
    Map<Service, List<String>> jvmOptions,
    String cassandraOptions,
    boolean cassandraSyncsFirst,
    boolean detached,
    Consumer<String> progress) {

  /** Node n has the address 127.0.0.n. */
  private static final int CASSANDRA_NODES_MAX = 9;

  StackSettings {
    services = Set.copyOf(services);
    plugins = List.copyOf(plugins);
    connectProperties = Map.copyOf(connectProperties);
    heapMegabytes = Map.copyOf(heapMegabytes);
    jvmOptions = Map.copyOf(jvmOptions);
    if (services.isEmpty() && foreignDynamoDb.isEmpty()) {
      throw new IllegalArgumentException("A stack needs a service: name one in only(...)");
    }
    if (services.contains(Service.CONNECT)
        && services.contains(Service.KAFKA) == foreignBroker.isPresent()) {
      throw new IllegalArgumentException(
          "Connect needs one Kafka: add Service.KAFKA to only(...), or else name another stack's in"
              + " connectToKafka(...)");
    }
    if (connectWorkers < 1) {
      throw new IllegalArgumentException(
          "connectWorkers is " + connectWorkers + ": give 1 or more, or leave out Service.CONNECT");
    }
    if (cassandraNodes < 1 || cassandraNodes > CASSANDRA_NODES_MAX) {
      throw new IllegalArgumentException(
          "cassandraNodes is "
              + cassandraNodes
              + ": give 1 to "
              + CASSANDRA_NODES_MAX
              + ", or leave out Service.CASSANDRA");
    }
  }
}
