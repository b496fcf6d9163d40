package dev.messina.dynamodb.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, with the headers that it is sent with. */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  public static HttpReply of(int status, String contentType, byte[] body) {
    return new HttpReply(status, Map.of("Content-Type", contentType), body);
  }

  public HttpReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpReply(status, more, body);
  }
}
