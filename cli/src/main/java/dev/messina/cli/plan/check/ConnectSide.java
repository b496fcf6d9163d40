package dev.messina.cli.plan.check;

import dev.messina.cli.connect.ConnectRest;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Connect.
 *
 * @param missing classes of Messina's plugins that its worker has not found
 * @param connectors names of those that are there
 */
public record ConnectSide(Reached reached, List<String> missing, Set<String> connectors) {

  private static final List<String> PLUGINS =
      List.of(
          "dev.messina.source.DynamoDbSourceConnector",
          "dev.messina.sink.ScyllaSinkConnector",
          "dev.messina.transforms.ItemToRow");

  public static ConnectSide of(ConnectRest connect, URI worker) {
    long begin = System.nanoTime();
    String version = connect.workerVersion();
    long took = (System.nanoTime() - begin) / 1_000_000;
    List<String> found = connect.plugins();
    return new ConnectSide(
        new Reached("Connect", worker.toString(), took, "of Kafka " + version),
        PLUGINS.stream().filter(plugin -> !found.contains(plugin)).toList(),
        connect.connectors().keySet());
  }
}
