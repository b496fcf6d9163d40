package dev.messina.stack;

import java.io.IOException;
import java.util.List;

/** Prepares the schema registry. */
record RegistryLaunch(LaunchSite site) {

  Launch prepare() throws IOException {
    int port = site.ports().next();
    JavaCommand server =
        new JavaCommand(
            site.jvmOptions(
                Service.REGISTRY,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.console.color=false"),
            site.home().registry().toString(),
            "io.quarkus.runner.GeneratedMain",
            List.of());
    return site.launch(Service.REGISTRY, "registry", "http://127.0.0.1:" + port, server);
  }
}
