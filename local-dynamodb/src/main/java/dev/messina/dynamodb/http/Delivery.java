package dev.messina.dynamodb.http;

import java.time.Duration;

/**
 * How an answer reaches the client.
 *
 * @param after how much later than it was ready, in real time
 * @param bytes after how many bytes of its body the connection is closed; {@link #ALL} leaves it
 *     open
 */
public record Delivery(Duration after, int bytes) {

  public static final int ALL = Integer.MAX_VALUE;
  public static final Delivery PLAIN = new Delivery(Duration.ZERO, ALL);

  public Delivery after(Duration next) {
    return new Delivery(next, bytes);
  }

  public Delivery bytes(int next) {
    return new Delivery(after, next);
  }
}
