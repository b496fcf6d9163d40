package dev.messina.stack;

import java.io.IOException;
import java.util.List;

/**
 * Prepares the DynamoDB server. It throttles no table: loads here are faster than the 4,000 writes
 * a second of a new table on AWS.
 */
record DynamoDbLaunch(LaunchSite site) {
  private static final String NAME = "dynamodb";

  Launch prepare() throws IOException {
    int port = site.ports().next();
    JavaCommand server =
        new JavaCommand(
            site.jvmOptions(Service.DYNAMODB),
            site.home().classPath(NAME),
            "dev.messina.dynamodb.Main",
            List.of("--port", Integer.toString(port), "--limits-capacity", "false"));
    return site.launch(Service.DYNAMODB, NAME, "http://127.0.0.1:" + port, server);
  }
}
