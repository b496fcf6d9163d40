package dev.messina.dynamodb;

import dev.messina.dynamodb.table.TableTiming;

/**
 * How a server starts.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param timing of tables and reads
 * @param limitsCapacity whether tables are throttled at the capacity that they would have on AWS
 */
public record Settings(String host, int port, TableTiming timing, boolean limitsCapacity) {

  public static Settings defaults() {
    return new Settings("127.0.0.1", 0, TableTiming.defaults(), false);
  }

  public Settings host(String next) {
    return new Settings(next, port, timing, limitsCapacity);
  }

  public Settings port(int next) {
    return new Settings(host, next, timing, limitsCapacity);
  }

  public Settings timing(TableTiming next) {
    return new Settings(host, port, next, limitsCapacity);
  }

  public Settings limitsCapacity(boolean next) {
    return new Settings(host, port, timing, next);
  }
}
