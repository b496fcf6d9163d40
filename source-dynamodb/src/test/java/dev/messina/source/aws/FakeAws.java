package dev.messina.source.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** STS and DynamoDB over HTTP, as far as credentials, dates and proxies matter. */
final class FakeAws implements AutoCloseable {

  private final HttpServer server;
  private final List<String> stsRequests = new CopyOnWriteArrayList<>();
  private final List<String> accessKeys = new CopyOnWriteArrayList<>();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private volatile Duration life = Duration.ofHours(1);
  private volatile String refusal;

  FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How long the credentials of a role live from now on. */
  void life(Duration life) {
    this.life = life;
  }

  /** STS gives no credentials any more, for this reason. */
  void refuse(String code) {
    this.refusal = code;
  }

  /** The bodies of the requests to STS. */
  List<String> stsRequests() {
    return stsRequests;
  }

  /** The access key of each request to DynamoDB. */
  List<String> accessKeys() {
    return accessKeys;
  }

  /** The URIs that were asked for, which are whole addresses when this is a proxy. */
  List<String> targets() {
    return targets;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      targets.add(exchange.getRequestURI().toString());
      if (body.contains("Action=AssumeRole")) {
        stsRequests.add(body);
        if (refusal == null) {
          respond(exchange, 200, "text/xml", role(body));
        } else {
          respond(exchange, 403, "text/xml", error());
        }
      } else {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        accessKeys.add(authorization.replaceFirst(".*Credential=([^/]*)/.*", "$1"));
        respond(exchange, 200, "application/x-amz-json-1.0", "{\"TableNames\":[\"orders\"]}");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String role(String body) {
    String action = body.replaceFirst("(?s).*Action=(\\w+).*", "$1");
    return """
<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
<AccessKeyId>role-%2$d</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>%3$s</Expiration></Credentials>
</%1$sResult></%1$sResponse>"""
        .formatted(action, stsRequests.size(), Instant.now().plus(life));
  }

  private String error() {
    return """
<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>%s</Code><Message>not you</Message></Error></ErrorResponse>"""
        .formatted(refusal);
  }

  private static void respond(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
