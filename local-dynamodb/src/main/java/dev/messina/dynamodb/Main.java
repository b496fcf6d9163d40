package dev.messina.dynamodb;

import dev.messina.dynamodb.table.TableTiming;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Runs a server as a process: {@code java -jar local-dynamodb.jar --port 0}. A line on standard
 * output says when it is ready, and at which endpoint.
 */
public final class Main {

  private static final String USAGE =
      """
      Usage: java -jar local-dynamodb.jar [option value]...
        --port             the port to listen on, 0 for a free one (8000)
        --host             the address to listen on (127.0.0.1)
        --transition       how long a table is CREATING, UPDATING, DELETING (PT0S)
        --expiry           how long after its time an expired item is deleted (PT1H)
        --staleness        how old an eventually consistent read may be (PT0S)
        --limits-capacity  true throttles tables as AWS would (false)
      """;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    Settings settings;
    try {
      settings = settings(arguments);
    } catch (IllegalArgumentException | DateTimeParseException e) {
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
      settings = with(settings, arguments[i], arguments[i + 1]);
    }
    return settings;
  }

  private static Settings with(Settings settings, String option, String value) {
    TableTiming timing = settings.timing();
    return switch (option) {
      case "--port" -> settings.port(Integer.parseInt(value));
      case "--host" -> settings.host(value);
      case "--transition" -> settings.timing(timing.transition(Duration.parse(value)));
      case "--expiry" -> settings.timing(timing.expiry(Duration.parse(value)));
      case "--staleness" -> settings.timing(timing.staleness(Duration.parse(value)));
      case "--limits-capacity" -> settings.limitsCapacity(Boolean.parseBoolean(value));
      default -> throw new IllegalArgumentException("Unknown option " + option);
    };
  }
}
