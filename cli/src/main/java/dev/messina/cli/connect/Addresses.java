package dev.messina.cli.connect;

import java.net.URI;

/**
 * Where the services are. The connector files name each at its usual place on this machine.
 *
 * @param kafka {@code host:port}
 * @param connect of any worker
 * @param dynamoDb of the service's endpoint
 * @param cql {@code host:port}
 */
public record Addresses(String kafka, URI connect, URI dynamoDb, String cql) {

  String replaceIn(String value) {
    return value
        .replace("localhost:9092", kafka)
        .replace("http://localhost:8083", text(connect))
        .replace("http://localhost:8000", text(dynamoDb))
        .replace("localhost:9042", cql);
  }

  private static String text(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
