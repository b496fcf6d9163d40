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
    spareTheStart();
    LocalDynamoDb server = LocalDynamoDb.start(settings);
    System.out.println("DynamoDB is ready at " + server.endpoint());
    server.join();
  }

  /**
   * Leaves out what takes half of the processor time of a start, and what this server has no use
   * for: INFO lines, the locales of all languages that Jetty's MimeTypes asks for, and the JVM's
   * management beans, which Jetty's MemoryUtils asks for the size of a reference.
   */
  private static void spareTheStart() {
    unlessSet("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    unlessSet("java.locale.providers", "SPI");
    unlessSet("org.eclipse.jetty.util.referencesPerCacheLine", "16");
  }

  private static void unlessSet(String property, String value) {
    System.setProperty(property, System.getProperty(property, value));
  }
}
