package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCheckTest {

  @Test
  void allowsOneTableOneTopicOneTarget() {
    assertThat(refusal(Routes.plain())).isEmpty();
    assertThat(refusal(Routes.withSink("connector.class", "dev.messina.sink.ScyllaSinkConnector")))
        .isEmpty();
    assertThat(refusal(Routes.withSink("mapping.generation", "49"))).isEmpty();
    assertThat(refusal(Routes.withSink("write.mode", "replace"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connector.class | org.example.FileSink | WRONG_CONNECTOR
          topics          | shop.orders,shop.users | OTHER_TOPIC
          topics          | shop.users | OTHER_TOPIC
          topics.regex    | shop.* | OTHER_TOPIC
          table.name      | '' | UNKNOWN_TARGET
          table.name      | orders | UNKNOWN_TARGET
          write.mode      | Merge | MERGE_MODE
          mapping.generation | 50 | WRONG_GENERATION
          mapping.generation | -1 | WRONG_GENERATION
          errors.deadletterqueue.topic.name | '' | REJECTS_UNSEEN
          consumer.override.auto.offset.reset | latest | SKIPS_TO_LATEST
          write.timestamp.source | offset | WRONG_WRITE_TIMESTAMP
          write.timestamp.source | record.timestamp | WRONG_WRITE_TIMESTAMP
          write.timestamp.source | field:source.ts_ms | WRONG_WRITE_TIMESTAMP
          write.timestamp.source | header:changed-at | WRONG_WRITE_TIMESTAMP
          """)
  void refusesASinkThatMayNotHaveWrittenEveryItem(String option, String value, Refusal refusal) {
    assertThat(refusal(Routes.withSink(option, value))).contains(refusal);
  }

  @Test
  void refusesAnotherSourceAndAnotherTopic() {
    assertThat(refusal(Routes.withSource("connector.class", "x.MySqlSource")))
        .contains(Refusal.WRONG_CONNECTOR);
    assertThat(refusal(Routes.withSource("topic.prefix", "mall"))).contains(Refusal.OTHER_TOPIC);
    assertThat(refusal(Routes.withSource("topic.name.format", "shop.${table}"))).isEmpty();
  }

  @Test
  void takesTheWriteTimestampsOfTheSourceAlone() {
    assertThat(refusal(Routes.withSink("write.timestamp.source", "header"))).isEmpty();
    assertThat(reason(Routes.withSink("write.timestamp.source", "offset")))
        .contains("write.timestamp.source=offset")
        .contains("truncate shop.orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Filter",
        "org.apache.kafka.connect.transforms.Filter",
        "io.confluent.connect.transforms.Filter$Value",
        "io.confluent.connect.transforms.Filter$Key",
        "io.debezium.transforms.Filter",
        "io.aiven.kafka.connect.transforms.FilterByFieldValue$Value",
        "org.example.ByTenant"
      })
  void refusesATransformThatMayDropRecords(String type) {
    assertThat(refusal(transformedBy(type))).contains(Refusal.FILTERED);
    assertThat(reason(transformedBy(type)))
        .startsWith("Transform 'more' of connector writer is of class " + type)
        .endsWith("If it drops none, say --trust-transform more.");
    assertThat(RouteCheck.refusal(transformedBy(type), List.of(), Set.of("more"))).isEmpty();
    assertThat(RouteCheck.refusal(transformedBy(type), List.of(), Set.of("row")))
        .get()
        .extracting(Readiness.Refused::refusal)
        .isEqualTo(Refusal.FILTERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.messina.transforms.ItemToRow",
        "ItemToRow",
        "org.apache.kafka.connect.transforms.ReplaceField$Value",
        "org.apache.kafka.connect.transforms.InsertHeader",
        "RegexRouter"
      })
  void allowsTheTransformsThatDropNothing(String type) {
    assertThat(refusal(transformedBy(type))).isEmpty();
  }

  @Test
  void refusesATargetThatAnotherSinkWritesToo() {
    assertThat(refusal(Routes.plain(), Routes.otherSink("topics", "shop.users")))
        .contains(Refusal.OTHER_WRITER);
    assertThat(
            refusal(
                Routes.plain(),
                Routes.otherSink("table.name", "")
                    .with("table.name.overrides", "a:shop.users,b:shop.orders")))
        .contains(Refusal.OTHER_WRITER);
    assertThat(refusal(Routes.plain(), Routes.otherSink("table.name", "shop.users"))).isEmpty();
  }

  @Test
  void takesTheTargetThatTheUserNames() {
    SweepRoute plain = Routes.withSink("table.name", "");
    SweepRoute named = SweepRoute.of(plain.source(), plain.sink(), "orders", "shop.Orders");

    assertThat(refusal(named)).isEmpty();
    assertThat(named.keyspace()).isEqualTo("shop");
    assertThat(named.targetTable()).isEqualTo("Orders");
  }

  @Test
  void saysWhatToDo() {
    assertThat(
            RouteCheck.refusal(
                Routes.plain(), List.of(Routes.otherSink("topics", "shop.users")), Set.of()))
        .get()
        .extracting(Readiness.Refused::reason)
        .isEqualTo(
            "Connector other writes table shop.orders too: its rows would be taken for deleted"
                + " items. If it is the table of another cluster, say --ignore-connector other.");
  }

  private static Optional<Refusal> refusal(SweepRoute route, ConnectorFile... others) {
    return RouteCheck.refusal(route, List.of(others), Set.of()).map(Readiness.Refused::refusal);
  }

  private static String reason(SweepRoute route) {
    return RouteCheck.refusal(route, List.of(), Set.of()).orElseThrow().reason();
  }

  private static SweepRoute transformedBy(String type) {
    ConnectorFile sink =
        Routes.plain()
            .sink()
            .with("transforms", "row, more")
            .with("transforms.row.type", "dev.messina.transforms.ItemToRow")
            .with("transforms.more.type", type);
    return SweepRoute.of(Routes.plain().source(), sink, "orders", null);
  }
}
