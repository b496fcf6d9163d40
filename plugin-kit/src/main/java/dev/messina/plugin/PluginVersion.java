package dev.messina.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that a plugin was built as. */
public final class PluginVersion {

  private PluginVersion() {}

  /**
   * The {@code version} of the file {@code version.properties} in the plugin's package, into which
   * the build writes it.
   *
   * @param plugin a class of that package
   */
  public static String of(Class<?> plugin) {
    try (InputStream file = plugin.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
