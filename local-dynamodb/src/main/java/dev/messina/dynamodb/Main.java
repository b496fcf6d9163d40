package dev.messina.dynamodb;

import java.time.format.DateTimeParseException;

/**
 * Runs a server as a process: {@code java -jar local-dynamodb.jar --port 0}. A line on standard
 * output says when it is ready, and at which endpoint.
 */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    Settings settings;
    try {
      settings = Options.read(arguments);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.usage());
      System.exit(2);
      return;
    }
    quieten();
    LocalDynamoDb server = LocalDynamoDb.start(settings);
    System.out.println("DynamoDB is ready at " + server.endpoint());
    server.join();
  }

  /** Warnings and errors only, which also spares the start the classes that INFO lines need. */
  private static void quieten() {
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    System.setProperty(level, System.getProperty(level, "warn"));
  }
}
