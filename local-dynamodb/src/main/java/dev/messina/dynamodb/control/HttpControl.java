package dev.messina.dynamodb.control;

import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.export.FolderStore;
import dev.messina.dynamodb.export.ObjectStore;
import dev.messina.dynamodb.export.S3Store;
import dev.messina.dynamodb.http.HttpCall;
import dev.messina.dynamodb.http.HttpHandler;
import dev.messina.dynamodb.http.HttpReply;
import dev.messina.dynamodb.json.JsonTree;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.StreamStatus;
import dev.messina.dynamodb.table.TableStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The control API over HTTP: JSON in, JSON out, 400 with a message if something is wrong. */
final class HttpControl implements HttpHandler {

  static final String PREFIX = "/control/";
  private static final String CONTENT_TYPE = "application/json";
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final int OK = 200;

  private final Control control;

  HttpControl(Control control) {
    this.control = control;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    try {
      Parameters request =
          new Parameters(call.body().length == 0 ? Map.of() : JsonTree.object(call.body()));
      String what = call.path().substring(PREFIX.length());
      JsonWriter json = new JsonWriter();
      boolean known =
          switch (call.method()) {
            case "GET" -> get(what, json);
            case "POST", "PUT" -> post(what, request, json);
            case "DELETE" -> delete(what, json);
            default -> false;
          };
      return known
          ? HttpReply.of(OK, CONTENT_TYPE, json.toBytes())
          : error(NOT_FOUND, "There is no " + call.method() + " " + call.path());
    } catch (IOException e) {
      return error(
          BAD_REQUEST, "The body is no JSON object, or a folder cannot be made: " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException | ApiException e) {
      return error(BAD_REQUEST, e.getMessage());
    }
  }

  private boolean get(String what, JsonWriter json) throws IOException {
    switch (what) {
      case "clock" -> clock(json);
      case "rules" -> rules(json);
      case "calls" -> calls(json);
      case "exports" -> exports(json);
      case "streams/settings" ->
          Setting.write(ServerSettings.STREAMS, json, control.streams().settings());
      case "tables/timing" -> Setting.write(ServerSettings.TABLES, json, control.tables().timing());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean post(String what, Parameters request, JsonWriter json) throws IOException {
    switch (what) {
      case "clock" -> {
        request.text("set").map(Instant::parse).ifPresent(control.clock()::set);
        request.text("jump").map(Duration::parse).ifPresent(control.clock()::jump);
        request.decimal("speed").ifPresent(times -> control.clock().speed(times.doubleValue()));
        clock(json);
      }
      case "date" -> {
        control.date().set(Duration.parse(required(request, "skew")));
        done(json);
      }
      case "rules" -> {
        long id = control.rules().add(RuleJson.read(request));
        json.beginObject().field("id", id).endObject();
      }
      case "calls" -> {
        control.calls().record(request.flag("record").orElse(true));
        done(json);
      }
      case "exports" -> {
        request.text("folder").map(Path::of).ifPresent(control.exports()::folder);
        request.text("s3Endpoint").map(URI::create).ifPresent(control.exports()::s3);
        exports(json);
      }
      default -> {
        return what.startsWith("streams/")
            ? stream(what.substring("streams/".length()), request, json)
            : what.startsWith("tables/")
                && table(what.substring("tables/".length()), request, json);
      }
    }
    return true;
  }

  private boolean stream(String deed, Parameters request, JsonWriter json) {
    StreamControl streams = control.streams();
    switch (deed) {
      case "settings" -> {
        streams.settings(Setting.read(ServerSettings.STREAMS, request, streams.settings()));
        Setting.write(ServerSettings.STREAMS, json, streams.settings());
      }
      case "shards" -> shards(json, streams.openShards(named(request)));
      case "split" ->
          shards(
              json,
              request
                  .text("shard")
                  .map(shard -> streams.split(named(request), shard))
                  .orElseGet(() -> streams.split(named(request))));
      case "roll-over" ->
          shards(
              json,
              request
                  .text("shard")
                  .map(shard -> streams.rollOver(named(request), shard))
                  .orElseGet(() -> streams.rollOver(named(request))));
      case "merge" ->
          shards(
              json,
              streams.merge(
                  named(request), required(request, "first"), required(request, "second")));
      case "trim" -> {
        streams.trim(named(request));
        done(json);
      }
      case "status" -> {
        streams.hold(named(request), request.text("status").map(StreamStatus::valueOf));
        done(json);
      }
      case "expire-iterators" -> {
        streams.expireIterators();
        done(json);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean table(String deed, Parameters request, JsonWriter json) {
    TableControl tables = control.tables();
    switch (deed) {
      case "timing" -> {
        tables.timing(Setting.read(ServerSettings.TABLES, request, tables.timing()));
        Setting.write(ServerSettings.TABLES, json, tables.timing());
      }
      case "status" -> {
        tables.hold(required(request, "table"), request.text("status").map(TableStatus::valueOf));
        done(json);
      }
      case "warm-throughput" -> {
        tables.warmThroughput(
            required(request, "table"),
            request.number("reads").orElse(0L),
            request.number("writes").orElse(0L));
        done(json);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean delete(String what, JsonWriter json) {
    if (what.equals("calls")) {
      control.calls().clear();
    } else if (what.equals("rules")) {
      control.rules().clear();
    } else if (what.matches("rules/[0-9]+")) {
      if (!control.rules().remove(Long.parseLong(what.substring("rules/".length())))) {
        return false;
      }
    } else {
      return false;
    }
    done(json);
    return true;
  }

  private void clock(JsonWriter json) {
    json.beginObject().field("now", control.clock().now().toString());
    json.name("speed").number(control.clock().speed()).endObject();
  }

  private void rules(JsonWriter json) {
    json.beginObject().name("rules").beginArray();
    control.rules().all().forEach((id, rule) -> RuleJson.write(json, id, rule));
    json.endArray().endObject();
  }

  private void calls(JsonWriter json) {
    json.beginObject().name("calls").beginArray();
    for (Calls.Recorded call : control.calls().all()) {
      json.beginObject().field("at", call.at().toString()).field("operation", call.operation());
      json.field("resource", call.resource()).field("status", call.status());
      json.field("body", call.body()).endObject();
    }
    json.endArray().endObject();
  }

  private void exports(JsonWriter json) throws IOException {
    ObjectStore store = control.exports().store();
    json.beginObject();
    if (store instanceof FolderStore folder) {
      json.field("folder", folder.root().toString());
    } else if (store instanceof S3Store s3) {
      json.field("s3Endpoint", s3.endpoint().toString());
    }
    json.endObject();
  }

  private static void shards(JsonWriter json, List<String> ids) {
    json.beginObject().name("shards").beginArray();
    ids.forEach(json::string);
    json.endArray().endObject();
  }

  private static void done(JsonWriter json) {
    json.beginObject().endObject();
  }

  private static String named(Parameters request) {
    return request.text("stream").orElseGet(() -> required(request, "table"));
  }

  private static String required(Parameters request, String name) {
    return request
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
  }

  private static HttpReply error(int status, String message) {
    return HttpReply.of(
        status,
        CONTENT_TYPE,
        new JsonWriter().beginObject().field("message", message).endObject().toBytes());
  }
}
