package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** What a plan has estimated, beside what was taken. */
final class PlanEstimates {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEGMENTS = 4;

  private final Site site;
  private final PlannedFolder planned;
  private final String table;

  PlanEstimates(Site site, PlannedFolder planned, String table) {
    this.site = site;
    this.planned = planned;
    this.table = table;
  }

  /** Each within a factor of two. */
  void hold(JsonNode estimate) {
    Map<String, Long> bytes = new HashMap<>();
    Map<String, Long> records = new HashMap<>();
    TopicRecords.read(
        site,
        planned.topic(),
        record -> {
          String operation = operation(record);
          records.merge(operation, 1L, Long::sum);
          bytes.merge(
              operation,
              (long) record.serializedKeySize() + record.serializedValueSize(),
              Long::sum);
        });
    near(estimate, "items", records.get("r"));
    near(estimate, "topic_bytes", bytes.get("r"));
    near(estimate, "read_units", readUnits());
    JsonNode changes = estimate.path("changes");
    double each =
        changes.path("topic_bytes_a_day").asDouble()
            / 86_400
            / changes.path("per_second").asDouble();
    double took = (double) bytes.get("u") / records.get("u");
    assertThat(each).as("bytes of a change").isBetween(took / 2, took * 2);
  }

  private static void near(JsonNode estimate, String what, double took) {
    assertThat(estimate.path(what).asDouble()).as(what).isBetween(took / 2, took * 2);
  }

  private static String operation(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value()).path("op").asText();
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** Of a scan as the source makes it where the stream is young: in segments and consistently. */
  private double readUnits() {
    double units = 0;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      Map<String, AttributeValue> from = Map.of();
      do {
        int of = segment;
        Map<String, AttributeValue> next = from;
        ScanResponse page =
            site.dynamoDb()
                .scan(
                    scan ->
                        scan.tableName(table)
                            .segment(of)
                            .totalSegments(SEGMENTS)
                            .consistentRead(true)
                            .exclusiveStartKey(next.isEmpty() ? null : next)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        units += page.consumedCapacity().capacityUnits();
        from = page.lastEvaluatedKey();
      } while (!from.isEmpty());
    }
    return units;
  }
}
