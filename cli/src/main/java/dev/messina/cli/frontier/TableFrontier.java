package dev.messina.cli.frontier;

import dev.messina.verification.frontier.Frontier;

/**
 * The frontier of one table and sink.
 *
 * @param source name of the connector
 * @param sink name of the connector
 * @param table name in DynamoDB
 * @param topic of its changes
 */
public record TableFrontier(
    String source, String sink, String table, String topic, Frontier.Reading reading) {

  /** {@code known}, {@code not_yet} or {@code unknown}. */
  public String state() {
    return FrontierForms.state(reading);
  }
}
