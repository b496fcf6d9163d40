package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** A schema registry as Confluent's clients see it, and bytes read as they read them. */
record Registry(URI url) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int ID_AT = 1;
  private static final int DATA_AT = ID_AT + Integer.BYTES;

  /** The versions of each subject whose name begins so. */
  Map<String, List<Integer>> versions(String prefix) {
    Map<String, List<Integer>> versions = new TreeMap<>();
    for (JsonNode subject : get("/subjects")) {
      if (subject.asText().startsWith(prefix)) {
        String name = URLEncoder.encode(subject.asText(), StandardCharsets.UTF_8);
        JsonNode numbers = get("/subjects/" + name + "/versions");
        versions.put(
            subject.asText(),
            StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::asInt).toList());
      }
    }
    return versions;
  }

  /** The four bytes after the magic byte. */
  static int schemaId(byte[] bytes) {
    if (bytes.length < DATA_AT || bytes[0] != 0) {
      throw new IllegalArgumentException("Not in Confluent's wire format: no magic byte");
    }
    return ByteBuffer.wrap(bytes).getInt(ID_AT);
  }

  Schema schema(int id) {
    return new Schema.Parser().parse(get("/schemas/ids/" + id).path("schema").asText());
  }

  /** By Avro alone, with the schema that the bytes name. */
  Object read(byte[] bytes) {
    try {
      return new GenericDatumReader<>(schema(schemaId(bytes)))
          .read(
              null,
              DecoderFactory.get().binaryDecoder(bytes, DATA_AT, bytes.length - DATA_AT, null));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("GET " + path + " answered " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for " + path, interrupted);
    }
  }
}
