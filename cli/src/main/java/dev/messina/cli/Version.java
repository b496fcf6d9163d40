package dev.messina.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the project, as its build has left it in the jar. */
public final class Version implements IVersionProvider {

  private static final String RESOURCE = "version.properties";

  public static String current() {
    Properties properties = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
      properties.load(resource);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The jar's own " + RESOURCE + " is unreadable", unreadable);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"messina " + current()};
  }
}
