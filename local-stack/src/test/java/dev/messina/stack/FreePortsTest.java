package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void givesEachPortOnlyOnce() {
    FreePorts ports = new FreePorts();
    List<Integer> given = Stream.generate(ports::next).limit(200).toList();
    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void staysBelowThePortsOfOutgoingConnections() {
    FreePorts ports = new FreePorts();
    assertThat(Stream.generate(ports::next).limit(200)).allMatch(port -> port < 32_768);
  }

  @Test
  void givesPortsThatCanBeBound() throws IOException {
    int port = new FreePorts().next();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }
}
