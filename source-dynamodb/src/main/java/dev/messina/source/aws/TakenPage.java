package dev.messina.source.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.record.json.ItemText;
import dev.messina.source.change.Item;
import dev.messina.source.change.ItemJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The items or stream records of one answer, taken out of it by {@link PageTaker} before the SDK
 * has seen them. Belongs to one call; a later attempt replaces what an earlier one left.
 */
final class TakenPage {

  static final ExecutionAttribute<TakenPage> ATTRIBUTE =
      new ExecutionAttribute<>("dev.messina.taken-page");

  private final List<String> keyNames;
  private List<Item> items;
  private List<StreamRecord> records;

  /**
   * @param keyNames the attributes of the table's key; of no concern where records are taken
   */
  TakenPage(List<String> keyNames) {
    this.keyNames = keyNames;
  }

  /**
   * The items.
   *
   * @param otherwise what the SDK has found, which counts if nothing was taken out
   */
  List<Item> items(List<Map<String, AttributeValue>> otherwise) {
    return items == null ? otherwise.stream().map(Item::of).toList() : items;
  }

  /**
   * The stream records.
   *
   * @param otherwise what the SDK has found, which counts if nothing was taken out
   */
  List<StreamRecord> records(List<Record> otherwise) {
    return records == null ? otherwise.stream().map(StreamRecord::of).toList() : records;
  }

  /**
   * Takes the page out of the body of an answer, which is read to its end.
   *
   * @return the body without it
   * @throws ContentException if the answer is whole and not what it should be
   * @throws IOException if it breaks off
   */
  byte[] take(InputStream body) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(body);
        JsonGenerator copy = DynamoDbJson.FACTORY.createGenerator(rest)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new ContentException("The answer is not in the form of its API");
      }
      copy.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && name.equals("Items")) {
          items = items(json);
        } else if (value == JsonToken.START_ARRAY && name.equals("Records")) {
          records = records(json);
        } else {
          copy.writeFieldName(name);
          copy.copyCurrentStructure(json);
        }
      }
      copy.writeEndObject();
      if (json.nextToken() != null) {
        throw new ContentException("The answer goes on after its end");
      }
    } catch (JsonEOFException e) {
      throw e;
    } catch (JsonProcessingException e) {
      // Its message would repeat what it stumbled over.
      throw new ContentException("The answer is not JSON");
    }
    return rest.toByteArray();
  }

  private List<Item> items(JsonParser json) throws IOException {
    ItemText reader = new ItemText(json);
    return all(
        json,
        "item",
        () -> {
          Map<String, AttributeValue> key = new HashMap<>();
          String text =
              reader.item(keyNames, (name, value) -> key.put(name, ItemJson.keyValue(value)));
          return new Item(text, key);
        });
  }

  private static List<StreamRecord> records(JsonParser json) throws IOException {
    return all(json, "record", new StreamRecordReader(json)::record);
  }

  private static <T> List<T> all(JsonParser json, String what, Element<T> element)
      throws IOException {
    List<T> taken = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      try {
        taken.add(element.read());
      } catch (JsonEOFException e) {
        throw e;
      } catch (ItemException e) {
        throw new ContentException(place(what, taken) + e.getMessage(), e);
      } catch (JsonProcessingException e) {
        throw new ContentException(
            place(what, taken) + "it is not JSON in the form of DynamoDB's API");
      }
    }
    return taken;
  }

  private static String place(String what, List<?> before) {
    return what + " " + (before.size() + 1) + " of the page: ";
  }

  @FunctionalInterface
  private interface Element<T> {
    T read() throws IOException;
  }

  /**
   * What DynamoDB has sent came over whole, and cannot be read: it will not be otherwise another
   * time. The message has no part of it.
   */
  static final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    ContentException(String message) {
      super(message);
    }

    ContentException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
