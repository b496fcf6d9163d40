package dev.messina.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** An address written {@code 127.0.0.1:9042}. */
record HostAndPort(String host, int port) {

  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' is no address: write it as host:port");
    }
    return new HostAndPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** A connected socket whose reads give up after the same time as the connecting. */
  Socket connect(int patienceMs) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), patienceMs);
      socket.setSoTimeout(patienceMs);
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }
}
