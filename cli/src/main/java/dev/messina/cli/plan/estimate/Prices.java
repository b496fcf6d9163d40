package dev.messina.cli.plan.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;

/**
 * What things cost, as somebody has looked it up.
 *
 * @param date on which
 * @param region where, as {@code eu-west-1}
 * @param currency as {@code USD}
 * @param readUnits of a million read request units
 * @param streamReads of a million read request units of streams
 * @param kafkaStorage of a GB of Kafka's disks and month
 */
public record Prices(
    String date,
    String region,
    String currency,
    double readUnits,
    double streamReads,
    double kafkaStorage) {

  private static final List<String> TEXTS = List.of("date", "region", "currency");
  private static final List<String> NUMBERS =
      List.of("read_request_units_per_million", "stream_reads_per_million", "kafka_gb_month");

  /**
   * @throws IllegalArgumentException if the file is something else; in one line
   */
  public static Prices read(Path file) {
    JsonNode json = json(file);
    for (Iterator<String> fields = json.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!TEXTS.contains(field) && !NUMBERS.contains(field)) {
        throw wrong(file, "has '" + field + "'");
      }
    }
    for (String text : TEXTS) {
      if (!json.path(text).isTextual() || json.path(text).asText().isBlank()) {
        throw wrong(file, "has no text '" + text + "'");
      }
    }
    for (String number : NUMBERS) {
      if (!json.path(number).isNumber() || json.path(number).asDouble() < 0) {
        throw wrong(file, "has no number '" + number + "'");
      }
    }
    return new Prices(
        date(file, json.path("date").asText()),
        json.path("region").asText(),
        json.path("currency").asText(),
        json.path(NUMBERS.get(0)).asDouble(),
        json.path(NUMBERS.get(1)).asDouble(),
        json.path(NUMBERS.get(2)).asDouble());
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException malformed) {
      throw new IllegalArgumentException("File " + file + " cannot be read as JSON.", malformed);
    }
  }

  private static String date(Path file, String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException other) {
      throw wrong(file, "has a 'date' that is not as 2026-01-31");
    }
  }

  private static IllegalArgumentException wrong(Path file, String what) {
    return new IllegalArgumentException(
        "Price file %s %s; it has the texts %s and the numbers %s."
            .formatted(file, what, TEXTS, NUMBERS));
  }
}
