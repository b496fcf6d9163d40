package dev.messina.sink.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node to ask first, written {@code host:port}; IPv6 addresses in brackets. */
public record ContactPoint(String host, int port) {

  private static final int PORT_MAX = 65_535;
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/\\s]+)):(\\d{1,5})");

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what is expected
   */
  public static ContactPoint parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > PORT_MAX) {
      throw new IllegalArgumentException(
          "must be a list of host:port, such as node1:9042,node2:9042 or [::1]:9042");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new ContactPoint(host, Integer.parseInt(matcher.group(3)));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
