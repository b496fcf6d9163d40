package dev.messina.dynamodb.control;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.http.HttpCall;
import dev.messina.dynamodb.http.HttpHandler;
import dev.messina.dynamodb.http.HttpReply;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Tables;

/**
 * What the server lets itself be done to, beside what AWS does: the same in Java as over HTTP.
 * Nothing of it is on in the beginning. Safe for use by several threads.
 */
public final class Control {

  private final ServerClock clock;
  private final Rules rules = new Rules();
  private final Calls calls = new Calls();
  private final DateSkew date;
  private final StreamControl streams;
  private final TableControl tables;

  public Control(ServerClock clock, Tables tables, Streams streams) {
    this.clock = clock;
    this.date = new DateSkew(clock);
    this.streams = new StreamControl(clock, tables, streams);
    this.tables = new TableControl(clock, tables);
    tables.throttle(new CapacityRules(rules, tables.throttle()));
  }

  public ServerClock clock() {
    return clock;
  }

  public Rules rules() {
    return rules;
  }

  public Calls calls() {
    return calls;
  }

  public DateSkew date() {
    return date;
  }

  public StreamControl streams() {
    return streams;
  }

  public TableControl tables() {
    return tables;
  }

  /** The API with the faults that it is to show, and the control API beside it. */
  public HttpHandler around(HttpHandler api) {
    FaultyHttp faulty = new FaultyHttp(this, api);
    HttpControl control = new HttpControl(this);
    return new HttpHandler() {
      @Override
      public HttpReply handle(HttpCall call) {
        return call.path().startsWith(HttpControl.PREFIX)
            ? control.handle(call)
            : faulty.handle(call);
      }
    };
  }
}
