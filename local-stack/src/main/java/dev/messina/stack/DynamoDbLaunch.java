package dev.messina.stack;

import dev.messina.stack.child.LoopbackDynamoDb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prepares DynamoDB Local. */
record DynamoDbLaunch(LaunchSite site) {
  private static final String NAME = "dynamodb";

  Launch prepare() throws IOException {
    int port = site.ports().next();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)));
    if (site.settings().dynamoDbInMemory()) {
      arguments.add("-inMemory");
    } else {
      arguments.addAll(List.of("-dbPath", site.folder().data(NAME).toString()));
    }
    JavaCommand server =
        new JavaCommand(
                site.jvmOptions(
                    Service.DYNAMODB, "-Djava.library.path=" + site.home().nativeLibraries()),
                site.home().classPath(NAME),
                LoopbackDynamoDb.class.getName(),
                arguments)
            .withOurMainClass(LoopbackDynamoDb.class);
    Launch launch = site.launch(Service.DYNAMODB, NAME, "http://127.0.0.1:" + port, server);
    return site.settings().dynamoDbTime().map(time -> inItsTime(launch, time)).orElse(launch);
  }

  private Launch inItsTime(Launch launch, FakeTime time) {
    Path clock = site.folder().dynamoDbClock();
    new FakeClock(clock).set(time);
    return launch.wrappedBy(time.wrapping(clock));
  }
}
