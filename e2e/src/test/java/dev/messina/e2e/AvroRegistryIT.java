package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
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
    String registry = services.stack().registry().apicurioUrl().toString();
    Map<String, String> here =
        Map.of(
            "key.converter.apicurio.registry.url", registry,
            "value.converter.apicurio.registry.url", registry);
    ReadingsExample.run(
        services,
        services.connect(),
        "avro",
        here,
        new Registry(services.stack().registry().confluentUrl()));
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

  private static Map<String, String> withoutConverters(Map<String, String> config) {
    Map<String, String> others = new HashMap<>(config);
    others.keySet().removeIf(key -> key.contains(".converter"));
    return others;
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
