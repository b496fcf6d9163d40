package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prepares DynamoDB Local. */
record DynamoDbLaunch(LaunchSite site) {
  private static final String NAME = "dynamodb";

  Launch prepare() throws IOException {
    int port = site.ports().next();
    JavaCommand server =
        new JavaCommand(
            site.jvmOptions(Service.DYNAMODB),
            site.home().classPath(NAME),
            "dev.messina.dynamodb.Main",
            List.of("--port", Integer.toString(port)));
    Launch launch = site.launch(Service.DYNAMODB, NAME, "http://127.0.0.1:" + port, server);
    return site.settings().dynamoDbTime().map(time -> inItsTime(launch, time)).orElse(launch);
  }

  private Launch inItsTime(Launch launch, FakeTime time) {
    Path clock = site.folder().dynamoDbClock();
    new FakeClock(clock).set(time);
    return launch.wrappedBy(time.wrapping(clock));
  }
}
