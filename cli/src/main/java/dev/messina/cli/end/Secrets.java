package dev.messina.cli.end;

import dev.messina.cli.connect.ConnectorFile;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Hides what nobody may read in an archive. */
final class Secrets {

  static final String HIDDEN = "[hidden]";

  private static final Pattern NAME =
      Pattern.compile(
          ".*(password|passphrase|secret|token|jaas|credential|access\\.key|private|keystore\\.key"
              + "|certificate\\.chain|user\\.info|api\\.key).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s]+@");

  private Secrets() {}

  /** A connector's options; what a config provider holds stays a reference to it. */
  static Map<String, String> hidden(ConnectorFile connector) {
    Map<String, String> shown = new TreeMap<>();
    connector.config().forEach((name, value) -> shown.put(name, shown(name, value)));
    return shown;
  }

  private static String shown(String name, String value) {
    boolean isReference = value.matches("\\$\\{[^}]*}");
    return NAME.matcher(name).matches() && !value.isEmpty() && !isReference
        ? HIDDEN
        : IN_ADDRESS.matcher(value).replaceAll("://" + HIDDEN + "@");
  }
}
