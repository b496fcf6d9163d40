package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CqlHealthTest {
  private static final byte SUPPORTED = 6;
  private static final byte ERROR = 0;

  @Test
  void isHealthyWhenTheServerSaysWhatItSupports() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = answerOnce(server, SUPPORTED);
      assertThatNoException().isThrownBy(() -> healthOf(server).check());
      answered.join();
    }
  }

  @Test
  void isNotHealthyWhenTheServerSaysSomethingElse() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = answerOnce(server, ERROR);
      assertThatThrownBy(() -> healthOf(server).check())
          .hasMessage("CQL OPTIONS was answered with opcode 0");
      answered.join();
    }
  }

  private static CqlHealth healthOf(ServerSocket server) {
    return new CqlHealth("127.0.0.1:" + server.getLocalPort());
  }

  private static CompletableFuture<Void> answerOnce(ServerSocket server, byte opcode) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(9);
            socket.getOutputStream().write(new byte[] {(byte) 0x84, 0, 0, 0, opcode, 0, 0, 0, 0});
          } catch (IOException broken) {
            throw new UncheckedIOException("The fake server broke", broken);
          }
        });
  }
}
