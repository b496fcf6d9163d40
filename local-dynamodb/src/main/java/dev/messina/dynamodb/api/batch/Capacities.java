package dev.messina.dynamodb.api.batch;

import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import java.util.Collection;

/** The units that a request used of several tables. */
public final class Capacities {

  private Capacities() {}

  /** If the request wants them. */
  public static void write(JsonWriter json, Parameters request, Collection<Capacity> used) {
    String wanted = request.text("ReturnConsumedCapacity").orElse("NONE");
    if (!wanted.equals("NONE")) {
      json.name("ConsumedCapacity").beginArray();
      used.forEach(each -> each.write(json, wanted.equals("INDEXES")));
      json.endArray();
    }
  }
}
