package dev.messina.e2e;

import dev.messina.e2e.SharedStack.Services;
import java.io.StringWriter;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code messina frontier --serve} while it runs, on any free port. */
final class ServedFrontier implements AutoCloseable {

  private static final Pattern ANSWERING = Pattern.compile("Answering at (http://\\S+)");

  private final StringWriter err = new StringWriter();
  private final Thread server;

  ServedFrontier(Services services, Migration migration) {
    String[] arguments =
        MessinaRun.arguments(services, migration, "frontier", "--serve", "0", "--interval", "1");
    server = new Thread(() -> MessinaRun.of(new StringWriter(), err, arguments));
    server.start();
  }

  /** Of all tables; waits until it answers. */
  URI address() {
    Eventually.isTrue("it answers", () -> ANSWERING.matcher(err.toString()).find());
    Matcher said = ANSWERING.matcher(err.toString());
    if (!said.find()) {
      throw new IllegalStateException("No address in: " + err);
    }
    return URI.create(said.group(1));
  }

  @Override
  public void close() {
    server.interrupt();
    try {
      server.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the server ends.", interrupted);
    }
  }
}
