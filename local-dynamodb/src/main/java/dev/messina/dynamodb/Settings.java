package dev.messina.dynamodb;

/**
 * How a server starts.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 */
public record Settings(String host, int port) {

  public static Settings defaults() {
    return new Settings("127.0.0.1", 0);
  }

  public Settings host(String host) {
    return new Settings(host, port);
  }

  public Settings port(int port) {
    return new Settings(host, port);
  }
}
