package dev.messina.sink.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Another address of a server, at which every connection is led through a conversation. */
final class TcpProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final Supplier<? extends Conversation> conversations;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(TcpProxy::thread);

  private TcpProxy(
      InetSocketAddress server,
      Supplier<? extends Conversation> conversations,
      ServerSocket entrance) {
    this.server = server;
    this.conversations = conversations;
    this.entrance = entrance;
  }

  /**
   * Listens on a free port of 127.0.0.1.
   *
   * @param conversations gives each connection its own, in the order of their coming
   */
  static TcpProxy before(InetSocketAddress server, Supplier<? extends Conversation> conversations) {
    return at(new InetSocketAddress("127.0.0.1", 0), server, conversations);
  }

  /** Listens on that address of this machine. */
  static TcpProxy at(
      InetSocketAddress entrance,
      InetSocketAddress server,
      Supplier<? extends Conversation> conversations) {
    try {
      ServerSocket socket = new ServerSocket(entrance.getPort(), 0, entrance.getAddress());
      TcpProxy proxy = new TcpProxy(server, conversations, socket);
      proxy.threads.execute(proxy::receive);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("No proxy can listen on " + entrance, e);
    }
  }

  /** The entrance, as {@code host:port}. */
  String address() {
    return entrance.getInetAddress().getHostAddress() + ":" + entrance.getLocalPort();
  }

  /** Ends all connections in the middle of whatever they carry; new ones are taken. */
  void cut() {
    open.forEach(TcpProxy::end);
  }

  private void receive() {
    try {
      while (true) {
        lead(entrance.accept());
      }
    } catch (IOException closed) {
      cut();
    }
  }

  /** A server that is down takes the connection with it, as its own port would. */
  private void lead(Socket client) throws IOException {
    Socket onward = new Socket();
    try {
      onward.connect(server);
    } catch (IOException refused) {
      client.close();
      return;
    }
    for (Socket socket : new Socket[] {client, onward}) {
      socket.setTcpNoDelay(true);
      open.add(socket);
    }
    Conversation conversation = conversations.get();
    threads.execute(
        () ->
            untilTheEnd(
                () -> conversation.requests(client.getInputStream(), onward.getOutputStream()),
                client,
                onward));
    threads.execute(
        () ->
            untilTheEnd(
                () -> conversation.answers(onward.getInputStream(), client.getOutputStream()),
                client,
                onward));
  }

  /** An error is one of the ways in which connections end, and the other side shall see it. */
  private void untilTheEnd(Direction direction, Socket client, Socket onward) {
    try (client;
        onward) {
      direction.carryOn();
    } catch (IOException broken) {
      end(client);
    } finally {
      open.remove(client);
      open.remove(onward);
    }
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A connection cannot be closed", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    end(entrance);
    cut();
    threads.shutdownNow();
  }

  /** One half of a connection. */
  @FunctionalInterface
  private interface Direction {
    void carryOn() throws IOException;
  }
}
