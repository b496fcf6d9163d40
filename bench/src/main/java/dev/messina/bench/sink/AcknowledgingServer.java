package dev.messina.bench.sink;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.ProtocolConstants.ResultKind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * Stands before a real server and acknowledges each write at once instead of handing it on; what
 * else a driver asks, the real server answers. So a client can be measured with no server that
 * takes processor time from it.
 *
 * <p>Speaks version 4 of the protocol only, whose frames need no checksums.
 */
final class AcknowledgingServer implements AutoCloseable {

  private static final int VERSION = 4;
  private static final int RESPONSE = 0x80;
  private static final int BUFFER_BYTES = 1 << 16;

  /** What drivers look for when they try an older version next. */
  private static final byte[] UNSUPPORTED =
      "Invalid or unsupported protocol version; the greatest is 4".getBytes(StandardCharsets.UTF_8);

  private final Cluster behind;
  private final ServerSocket listener;

  private AcknowledgingServer(Cluster behind, ServerSocket listener) {
    this.behind = behind;
    this.listener = listener;
  }

  static AcknowledgingServer before(Cluster cluster) throws IOException {
    AcknowledgingServer server =
        new AcknowledgingServer(
            cluster, new ServerSocket(0, 0, InetAddress.getByName(cluster.host())));
    daemon("acknowledging", server::accept);
    return server;
  }

  /** How to reach it. */
  Cluster cluster() {
    return new Cluster(behind.host(), listener.getLocalPort(), behind.datacenter());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** Something that goes on until a side hangs up. */
  private interface Talk {
    void go() throws IOException;
  }

  private static void daemon(String name, Talk talk) {
    Thread thread =
        new Thread(
            () -> {
              try {
                talk.go();
              } catch (EOFException | SocketException hungUp) {
                // The other side has ended, and with it this thread.
              } catch (IOException e) {
                throw new IllegalStateException("The connection has failed", e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      client.setTcpNoDelay(true);
      Connection connection = new Connection(client, new Socket(behind.host(), behind.port()));
      daemon("from-client", connection::readClient);
      daemon("from-server", connection::readServer);
    }
  }

  /** One frame's head. */
  private record Head(int version, int flags, int stream, int opcode, int length) {

    static Head read(DataInputStream from) throws IOException {
      return new Head(
          from.readUnsignedByte(),
          from.readUnsignedByte(),
          from.readShort(),
          from.readUnsignedByte(),
          from.readInt());
    }

    void write(DataOutputStream to) throws IOException {
      to.writeByte(version);
      to.writeByte(flags);
      to.writeShort(stream);
      to.writeByte(opcode);
      to.writeInt(length);
    }
  }

  /** A client and the server behind. Both directions write to the client, a frame at a time. */
  private static final class Connection {
    private final Socket client;
    private final Socket server;
    private final DataInputStream fromClient;
    private final DataInputStream fromServer;
    private final DataOutputStream toClient;
    private final DataOutputStream toServer;

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      this.fromClient = buffered(client);
      this.fromServer = buffered(server);
      this.toClient = bufferedTo(client);
      this.toServer = bufferedTo(server);
    }

    void readClient() throws IOException {
      try (client;
          server) {
        while (true) {
          Head head = Head.read(fromClient);
          if (head.version() > VERSION) {
            fromClient.skipNBytes(head.length());
            refuseVersion(head);
          } else if (head.opcode() == Opcode.EXECUTE || head.opcode() == Opcode.BATCH) {
            fromClient.skipNBytes(head.length());
            acknowledge(head);
          } else {
            copy(head, fromClient, toServer);
          }
        }
      }
    }

    void readServer() throws IOException {
      try (client;
          server) {
        while (true) {
          Head head = Head.read(fromServer);
          synchronized (toClient) {
            copy(head, fromServer, toClient);
          }
        }
      }
    }

    /** Answers leave together when the client has sent no more for now. */
    private void acknowledge(Head asked) throws IOException {
      synchronized (toClient) {
        response(asked, Opcode.RESULT, Integer.BYTES);
        toClient.writeInt(ResultKind.VOID);
        if (fromClient.available() == 0) {
          toClient.flush();
        }
      }
    }

    private void refuseVersion(Head asked) throws IOException {
      synchronized (toClient) {
        response(asked, Opcode.ERROR, Integer.BYTES + Short.BYTES + UNSUPPORTED.length);
        toClient.writeInt(ErrorCode.PROTOCOL_ERROR);
        toClient.writeShort(UNSUPPORTED.length);
        toClient.write(UNSUPPORTED);
        toClient.flush();
      }
    }

    private void response(Head asked, int opcode, int length) throws IOException {
      new Head(RESPONSE | VERSION, 0, asked.stream(), opcode, length).write(toClient);
    }

    private static void copy(Head head, DataInputStream from, DataOutputStream to)
        throws IOException {
      byte[] body = from.readNBytes(head.length());
      head.write(to);
      to.write(body);
      to.flush();
    }

    private static DataInputStream buffered(Socket socket) throws IOException {
      return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    private static DataOutputStream bufferedTo(Socket socket) throws IOException {
      return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }
  }
}
