package dev.messina.source.stream;

/** What to do, where several errors call for the same. */
public final class Remedies {

  private Remedies() {}

  public static String newSnapshot(String connector) {
    return "Stop the connector, empty the target table, delete the connector's offsets (DELETE"
        + " /connectors/"
        + connector
        + "/offsets), set write.timestamp.min to the present time and resume it: a new snapshot"
        + " begins.";
  }
}
