package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectorFile;
import java.util.Map;

/** Routes of the table 'orders' into shop.orders. */
final class Routes {

  static final String TOPIC = "shop.orders";
  static final String REJECTED = "shop.orders.rejected";

  private static final ConnectorFile SOURCE =
      new ConnectorFile(
          "reader",
          Map.of(
              "connector.class", "dev.messina.source.DynamoDbSourceConnector",
              "topic.prefix", "shop",
              "tables", "orders,users"));
  private static final ConnectorFile SINK =
      new ConnectorFile(
          "writer",
          Map.of(
              "connector.class", "ScyllaSink",
              "topics", TOPIC,
              "table.name", "shop.orders",
              "errors.tolerance", "all",
              "errors.deadletterqueue.topic.name", REJECTED));

  private Routes() {}

  static SweepRoute plain() {
    return SweepRoute.of(SOURCE, SINK, "orders", null);
  }

  static SweepRoute withSource(String option, String value) {
    return SweepRoute.of(SOURCE.with(option, value), SINK, "orders", null);
  }

  static SweepRoute withSink(String option, String value) {
    return SweepRoute.of(SOURCE, SINK.with(option, value), "orders", null);
  }

  /** Another connector like the sink. */
  static ConnectorFile otherSink(String option, String value) {
    return new ConnectorFile("other", SINK.with(option, value).config());
  }
}
