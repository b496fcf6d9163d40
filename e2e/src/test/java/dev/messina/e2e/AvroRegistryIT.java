package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.TargetTable;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Avro in Confluent's wire format, with a real schema registry. */
@ExtendWith(RegistryStack.class)
class AvroRegistryIT {

  private static final String CONFLUENT = "io.confluent.connect.avro.AvroConverter";

  @Test
  void carriesTheWholeLineInConfluentsWireFormat(Services services) throws IOException {
    Registry registry = new Registry(services.stack().registry().confluentUrl());

    List<ConsumerRecord<byte[], byte[]>> records = WholeLine.run(services, "avro", Format.AVRO);

    Set<Integer> keySchemas = new HashSet<>();
    Set<Integer> valueSchemas = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      keySchemas.add(Registry.schemaId(record.key()));
      if (record.value() != null) {
        valueSchemas.add(Registry.schemaId(record.value()));
      }
    }
    assertThat(keySchemas).hasSize(1);
    assertThat(valueSchemas).hasSize(1);
    assertReadableByAvroAlone(registry, records.get(0));
  }

  @Test
  void fiveTablesOfDifferentShapesLeaveOneVersionPerSubject(Services services) {
    try (FiveTables tables = new FiveTables(services)) {
      tables.deploy(Format.AVRO);
      tables.change();
      tables.awaitSame();

      // The converter registers a schema once, so the envelope stands under the first topic alone.
      Registry registry = new Registry(services.stack().registry().confluentUrl());
      assertThat(registry.versions("five."))
          .hasSizeGreaterThan(tables.topics().size())
          .containsKeys(
              tables.topics().stream().map(topic -> topic + "-key").toArray(String[]::new))
          .allSatisfy((subject, versions) -> assertThat(versions).containsExactly(1));
      Set<Integer> envelopes = new HashSet<>();
      for (String topic : tables.topics()) {
        TopicRecords.read(
            services, topic, record -> envelopes.add(Registry.schemaId(record.value())));
      }
      assertThat(envelopes).as("one envelope serves all tables").hasSize(1);
    }
  }

  @Test
  void theExampleRunsAsItIs(Services services) throws IOException {
    TargetTable.create(services.cql(), services.project().example("avro/schema.cql"));
    StreamedTable.create(
        services.dynamoDb(),
        "readings",
        List.of(
            StreamedTable.attribute("sensor", ScalarAttributeType.S),
            StreamedTable.attribute("at", ScalarAttributeType.N)));
    List<ConnectorFile> connectors =
        List.of(
            here(services, example(services, "avro/source.json")),
            here(services, example(services, "avro/sink.json")));
    try {
      connectors.forEach(services.connect()::put);
      services.dynamoDb().putItem(put -> put.tableName("readings").item(reading()));

      Eventually.isTrue("the reading has its row", () -> row(services) != null);

      assertThat(row(services).getBigDecimal("celsius")).isEqualByComparingTo("21.50");
      assertThat(row(services).getString("place")).isEqualTo("{\"floor\":2}");
      assertThat(new Registry(services.stack().registry().confluentUrl()).versions("iot.readings"))
          .isEqualTo(Map.of("iot.readings-key", List.of(1), "iot.readings-value", List.of(1)));
    } finally {
      connectors.forEach(connector -> services.connect().delete(connector.name()));
    }
  }

  @Test
  void theExampleForConfluentsConverterDiffersInTheConverterAlone(Services services)
      throws IOException {
    for (String file : List.of("source.json", "sink.json")) {
      Map<String, String> confluent = example(services, "avro-confluent/" + file).config();
      assertThat(confluent)
          .containsEntry("key.converter", CONFLUENT)
          .containsEntry("value.converter", CONFLUENT);
      assertThat(withoutConverters(confluent))
          .isEqualTo(withoutConverters(example(services, "avro/" + file).config()));
    }
  }

  private static ConnectorFile example(Services services, String file) throws IOException {
    return ConnectorFile.read(services.project().example(file));
  }

  private static ConnectorFile here(Services services, ConnectorFile example) {
    String registry = services.stack().registry().apicurioUrl().toString();
    return example
        .at(services.addresses())
        .with("key.converter.apicurio.registry.url", registry)
        .with("value.converter.apicurio.registry.url", registry);
  }

  private static Map<String, String> withoutConverters(Map<String, String> config) {
    Map<String, String> others = new HashMap<>(config);
    others.keySet().removeIf(key -> key.contains(".converter"));
    return others;
  }

  private static Map<String, AttributeValue> reading() {
    return Map.of(
        "sensor", AttributeValue.fromS("attic"),
        "at", AttributeValue.fromN("1767225600"),
        "celsius", AttributeValue.fromN("21.50"),
        "raw", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})),
        "place", AttributeValue.fromM(Map.of("floor", AttributeValue.fromN("2"))));
  }

  private static Row row(Services services) {
    return services
        .cql()
        .execute("SELECT * FROM iot.readings WHERE sensor = 'attic' AND at = 1767225600")
        .one();
  }

  private static void assertReadableByAvroAlone(
      Registry registry, ConsumerRecord<byte[], byte[]> record) throws IOException {
    GenericRecord key = (GenericRecord) registry.read(record.key());
    GenericRecord value = (GenericRecord) registry.read(record.value());
    assertThat(value.getSchema().getFullName()).isEqualTo("dev.messina.dynamodb.Envelope");
    assertThat(value.get("op")).hasToString("r");
    assertThat(new ObjectMapper().readTree(value.get("after").toString()).at("/pk/S").asText())
        .isEqualTo(key.get("pk").toString());
  }
}
