package dev.messina.dynamodb.http;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Takes requests on one port of one address and gives them to a handler. */
public final class HttpServer implements AutoCloseable {

  private static final int MOST_THREADS = 64;
  private static final int LEAST_SELECTORS = 2;
  private static final int LEAST_THREADS = 8;

  private final Server server;
  private final ServerConnector connector;
  private final String host;

  private HttpServer(Server server, ServerConnector connector, String host) {
    this.server = server;
    this.connector = connector;
    this.host = host;
  }

  /**
   * @param port 0 takes a free one
   * @throws IOException if the port is taken
   */
  public static HttpServer start(String host, int port, HttpHandler handler) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setDaemon(true);
    threads.setName("local-dynamodb");
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    int selectors = Math.max(LEAST_SELECTORS, Runtime.getRuntime().availableProcessors());
    ServerConnector connector =
        new ServerConnector(server, 1, selectors, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Front(handler));
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The HTTP server does not start: " + e.getMessage(), e);
    }
    return new HttpServer(server, connector, host);
  }

  public URI endpoint() {
    return URI.create("http://" + host + ":" + connector.getLocalPort());
  }

  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server does not stop: " + e.getMessage(), e);
    }
  }

  /** Reads each request to its end and answers it, all on the thread that its bytes came in on. */
  private static final class Front extends Handler.Abstract.NonBlocking {

    private final HttpHandler handler;

    Front(HttpHandler handler) {
      this.handler = handler;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Source.asByteBuffer(
          request,
          Promise.Invocable.from(
              InvocationType.NON_BLOCKING,
              body -> answer(request, body, response, callback),
              callback::failed));
      return true;
    }

    private void answer(Request request, ByteBuffer body, Response response, Callback callback) {
      HttpReply reply =
          handler.handle(
              new HttpCall(
                  request.getMethod(),
                  Request.getPathInContext(request),
                  request.getHeaders()::get,
                  BufferUtil.toArray(body)));
      long delay = reply.delivery().after().toMillis();
      if (delay > 0) {
        request
            .getComponents()
            .getScheduler()
            .schedule(() -> send(request, reply, response, callback), delay, TimeUnit.MILLISECONDS);
      } else {
        send(request, reply, response, callback);
      }
    }

    private static void send(
        Request request, HttpReply reply, Response response, Callback callback) {
      int length = reply.body().length;
      boolean cut = reply.delivery().bytes() < length;
      response.setStatus(reply.status());
      reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
      if (!cut) {
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return;
      }
      EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
      if (reply.delivery().bytes() == 0) {
        connection.close();
        callback.failed(new EofException("The connection is cut by request"));
        return;
      }
      response.write(
          false,
          ByteBuffer.wrap(reply.body(), 0, reply.delivery().bytes()),
          Callback.from(
              () -> {
                connection.close();
                callback.failed(new EofException("The connection is cut by request"));
              }));
    }
  }
}
