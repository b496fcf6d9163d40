package dev.messina.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Refuses, in one line, what an option cannot mean. Each throws {@link ParameterException}. */
record Arguments(CommandLine command) {

  private static final Set<String> HTTP = Set.of("http", "https");
  private static final int PORT_MAX = 65_535;

  void atLeast(String option, long value, long least) {
    if (value < least) {
      throw refused("%s is %d; give %d or more.".formatted(option, value, least));
    }
  }

  void httpUrl(String option, URI value) {
    if (value.getScheme() == null || !HTTP.contains(value.getScheme()) || value.getHost() == null) {
      throw refused("%s is '%s'; give http://host:port.".formatted(option, value));
    }
  }

  void hostAndPort(String option, String value) {
    pair(option, value, ':', "host:port");
    String port = value.substring(value.lastIndexOf(':') + 1);
    if (!port.matches("[0-9]{1,5}")) {
      throw refused("%s is '%s'; give host:port.".formatted(option, value));
    }
  }

  /** Where to listen: {@code PORT} on the loopback, or {@code HOST:PORT}. */
  InetSocketAddress listenAt(String option, String value) {
    int colon = value.lastIndexOf(':');
    String port = value.substring(colon + 1);
    if (colon == 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
      throw refused("%s is '%s'; give a port, or host:port.".formatted(option, value));
    }
    int number = Integer.parseInt(port);
    if (colon < 0) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
    }
    String host = value.substring(0, colon).replaceAll("[\\[\\]]", "");
    InetSocketAddress address = new InetSocketAddress(host, number);
    if (address.isUnresolved()) {
      throw refused("%s is '%s'; there is no such host.".formatted(option, value));
    }
    return address;
  }

  /**
   * @param form of the value, for the message
   */
  void pair(String option, String value, char between, String form) {
    int at = value.indexOf(between);
    if (at <= 0 || at == value.length() - 1) {
      throw refused("%s is '%s'; give %s.".formatted(option, value, form));
    }
  }

  /**
   * Reads a Java properties file.
   *
   * @param value null for none, which has no settings
   */
  Map<String, String> properties(String option, Path value) throws IOException {
    if (value == null) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(option, value))) {
      properties.load(reader);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  /** A file of items, or a folder with an export. */
  Path items(Path value) {
    return Files.isDirectory(value) ? value : file("--items", value);
  }

  Path file(String option, Path value) {
    if (!Files.exists(value)) {
      throw refused("%s %s does not exist.".formatted(option, value));
    }
    if (!Files.isRegularFile(value) || !Files.isReadable(value)) {
      throw refused("%s %s is no file that can be read.".formatted(option, value));
    }
    return value;
  }

  private ParameterException refused(String why) {
    return new ParameterException(command, why);
  }
}
