package dev.messina.dynamodb;

/** {@code java -jar local-dynamodb.jar [--port PORT] [--host ADDRESS]}. */
public final class Main {

  private static final String USAGE = "Usage: java -jar local-dynamodb.jar [--port N] [--host A]";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    Settings settings;
    try {
      settings = settings(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    LocalDynamoDb server = LocalDynamoDb.start(settings);
    System.out.println("DynamoDB is ready at " + server.endpoint());
    server.join();
  }

  static Settings settings(String[] arguments) {
    Settings settings = Settings.defaults().port(8000);
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("No value behind " + arguments[i]);
      }
      String value = arguments[i + 1];
      settings =
          switch (arguments[i]) {
            case "--port" -> settings.port(Integer.parseInt(value));
            case "--host" -> settings.host(value);
            default -> throw new IllegalArgumentException("Unknown option " + arguments[i]);
          };
    }
    return settings;
  }
}
