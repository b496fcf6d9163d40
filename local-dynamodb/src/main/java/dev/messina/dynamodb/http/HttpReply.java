package dev.messina.dynamodb.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, with the headers that it is sent with. */
public record HttpReply(int status, Map<String, String> headers, byte[] body, Delivery delivery) {

  public HttpReply(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.PLAIN);
  }

  public static HttpReply of(int status, String contentType, byte[] body) {
    return new HttpReply(status, Map.of("Content-Type", contentType), body);
  }

  public HttpReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpReply(status, more, body, delivery);
  }

  public HttpReply body(byte[] next) {
    return new HttpReply(status, headers, next, delivery);
  }

  public HttpReply delivery(Delivery next) {
    return new HttpReply(status, headers, body, next);
  }
}
