package dev.messina.dynamodb;

import dev.messina.dynamodb.api.DynamoDbOperations;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.Operations;
import dev.messina.dynamodb.api.export.ExportOperations;
import dev.messina.dynamodb.api.stream.StreamOperations;
import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.control.Control;
import dev.messina.dynamodb.export.Exports;
import dev.messina.dynamodb.http.AwsProtocol;
import dev.messina.dynamodb.http.HttpServer;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.CapacityLimits;
import dev.messina.dynamodb.table.Tables;
import dev.messina.dynamodb.table.Throttle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A running server: DynamoDB and its streams on one endpoint. What it holds ends with it. */
public final class LocalDynamoDb implements AutoCloseable {

  private final Control control;
  private final HttpServer http;

  private LocalDynamoDb(Control control, HttpServer http) {
    this.control = control;
    this.http = http;
  }

  /** On a free port of this machine's loopback address. */
  public static LocalDynamoDb start() {
    return start(Settings.defaults());
  }

  /**
   * @throws UncheckedIOException if the port is taken
   */
  public static LocalDynamoDb start(Settings settings) {
    ServerClock clock = new ServerClock();
    Tables tables =
        new Tables(
            settings.timing(), settings.limitsCapacity() ? new CapacityLimits() : Throttle.NONE);
    Streams streams = new Streams();
    streams.settings(settings.streams());
    Map<String, Operation> all = new HashMap<>(DynamoDbOperations.all(tables, streams));
    all.putAll(StreamOperations.all(tables, streams));
    Exports exports = new Exports(clock);
    settings.exports().folder().ifPresent(exports::folder);
    settings.exports().s3().ifPresent(exports::s3);
    Operations operations = new Operations(ExportOperations.all(tables, exports, all));
    Control control = new Control(clock, tables, streams, exports);
    try {
      HttpServer http =
          HttpServer.start(
              settings.host(), settings.port(), control.around(new AwsProtocol(operations, clock)));
      return new LocalDynamoDb(control, http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of both APIs. Any region and any credentials do, and all of them see the same tables. */
  public URI endpoint() {
    return http.endpoint();
  }

  public ServerClock clock() {
    return control.clock();
  }

  /** The hands on the server; the same is to be had at {@code /control/} of the endpoint. */
  public Control control() {
    return control;
  }

  void join() throws InterruptedException {
    http.join();
  }

  @Override
  public void close() {
    http.close();
    control.exports().close();
  }
}
