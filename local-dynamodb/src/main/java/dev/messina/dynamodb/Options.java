package dev.messina.dynamodb;

import dev.messina.dynamodb.control.ServerSettings;
import dev.messina.dynamodb.control.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of the command line: every setting of a server. */
final class Options {

  private static final int PORT = 8000;
  private static final String LINE = "  %-26s%s (%s)%n";

  private Options() {}

  /**
   * @throws IllegalArgumentException if an option is unknown, or its value
   * @throws java.time.format.DateTimeParseException if a time is not as in {@code PT4H}
   */
  static Settings read(String... arguments) {
    Settings settings = Settings.defaults().port(PORT);
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("No value after " + arguments[i]);
      }
      settings = with(settings, arguments[i], arguments[i + 1]);
    }
    return settings;
  }

  static String usage() {
    StringBuilder usage =
        new StringBuilder("Usage: java -jar local-dynamodb.jar [option value]...\n");
    line(usage, "--port", "the port to listen on, 0 for a free one", PORT);
    line(usage, "--host", "the address to listen on", Settings.defaults().host());
    line(usage, "--limits-capacity", "whether tables are throttled as on AWS", true);
    line(usage, "--export-folder", "where exports go, each bucket a folder", "a temporary one");
    line(usage, "--export-s3-endpoint", "the S3 server that exports go to instead", "none");
    lines(usage, ServerSettings.TABLES, Settings.defaults().timing());
    lines(usage, ServerSettings.STREAMS, Settings.defaults().streams());
    return usage.toString();
  }

  private static Settings with(Settings settings, String option, String value) {
    return switch (option) {
      case "--port" -> settings.port(Integer.parseInt(value));
      case "--host" -> settings.host(value);
      case "--limits-capacity" -> settings.limitsCapacity(Setting.flag(value));
      case "--export-folder" -> settings.exports(settings.exports().folder(Path.of(value)));
      case "--export-s3-endpoint" -> settings.exports(settings.exports().s3(URI.create(value)));
      default ->
          find(ServerSettings.TABLES, option)
              .map(found -> settings.timing(found.parse(settings.timing(), value)))
              .or(
                  () ->
                      find(ServerSettings.STREAMS, option)
                          .map(found -> settings.streams(found.parse(settings.streams(), value))))
              .orElseThrow(() -> new IllegalArgumentException("Unknown option " + option));
    };
  }

  private static <S> Optional<Setting<S>> find(List<Setting<S>> all, String option) {
    return all.stream().filter(setting -> option(setting).equals(option)).findFirst();
  }

  private static <S> void lines(StringBuilder usage, List<Setting<S>> all, S defaults) {
    for (Setting<S> each : all) {
      line(usage, option(each), each.meaning(), each.get().apply(defaults));
    }
  }

  private static void line(StringBuilder usage, String option, String meaning, Object otherwise) {
    usage.append(String.format(Locale.ROOT, LINE, option, meaning, otherwise));
  }

  /** {@code rollOver} as {@code --roll-over}. */
  private static String option(Setting<?> setting) {
    return "--" + setting.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
