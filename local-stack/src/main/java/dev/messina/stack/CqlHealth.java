package dev.messina.stack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Healthy when the node answers the first frame of a CQL conversation, OPTIONS, with SUPPORTED. */
final class CqlHealth implements HealthCheck {
  private static final int PATIENCE_MS = (int) TimeUnit.SECONDS.toMillis(5);
  private static final byte PROTOCOL_4 = 0x04;
  private static final byte OPTIONS = 0x05;
  private static final byte SUPPORTED = 0x06;
  private static final int HEADER_BYTES = 9;
  private static final int OPCODE_AT = 4;

  private final HostAndPort address;

  CqlHealth(String address) {
    this.address = HostAndPort.parse(address);
  }

  @Override
  public void check() throws IOException {
    try (Socket socket = address.connect(PATIENCE_MS)) {
      byte[] request = new byte[HEADER_BYTES];
      request[0] = PROTOCOL_4;
      request[OPCODE_AT] = OPTIONS;
      socket.getOutputStream().write(request);
      byte[] answer = new byte[HEADER_BYTES];
      new DataInputStream(socket.getInputStream()).readFully(answer);
      if (answer[OPCODE_AT] != SUPPORTED) {
        throw new IOException("CQL OPTIONS was answered with opcode " + answer[OPCODE_AT]);
      }
    }
  }
}
