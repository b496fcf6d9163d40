package dev.messina.dynamodb;

import dev.messina.dynamodb.table.TableTiming;

/**
 * How a server starts.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param timing of tables and reads
 */
public record Settings(String host, int port, TableTiming timing) {

  public static Settings defaults() {
    return new Settings("127.0.0.1", 0, TableTiming.defaults());
  }

  public Settings host(String next) {
    return new Settings(next, port, timing);
  }

  public Settings port(int next) {
    return new Settings(host, next, timing);
  }

  public Settings timing(TableTiming next) {
    return new Settings(host, port, next);
  }
}
