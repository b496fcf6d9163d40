package dev.messina.dynamodb.control;

import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.IteratorSettings;
import dev.messina.dynamodb.stream.ListingSettings;
import dev.messina.dynamodb.stream.ShardSettings;
import dev.messina.dynamodb.stream.StreamSettings;
import dev.messina.dynamodb.stream.SwitchSettings;
import dev.messina.dynamodb.table.TableTiming;
import java.time.Duration;

/** Settings as the control API spells them: what a request does not name stays as it was. */
final class SettingsJson {

  private SettingsJson() {}

  static StreamSettings read(Parameters json, StreamSettings before) {
    ShardSettings shards = before.shards();
    ListingSettings listing = before.listing();
    IteratorSettings iterators = before.iterators();
    SwitchSettings switching = before.switching();
    return new StreamSettings(
        new ShardSettings(
            number(json, "shards", shards.count()),
            time(json, "rollOver", shards.rollOver()),
            time(json, "retention", shards.retention()),
            number(json, "busy", shards.busy()),
            time(json, "slip", shards.slip())),
        new ListingSettings(
            number(json, "describesPerSecond", listing.callsPerSecond()),
            time(json, "lingering", listing.lingering()),
            json.flag("lingeringIsReadable").orElse(listing.readable()),
            time(json, "staleListing", listing.stale()),
            time(json, "incompleteListing", listing.incomplete())),
        new IteratorSettings(
            time(json, "iteratorLife", iterators.life()),
            number(json, "emptyPages", iterators.emptyPages())),
        new SwitchSettings(
            time(json, "enabling", switching.enabling()),
            time(json, "disabling", switching.disabling())));
  }

  static void write(JsonWriter json, StreamSettings settings) {
    ShardSettings shards = settings.shards();
    ListingSettings listing = settings.listing();
    json.beginObject().field("shards", shards.count());
    json.field("rollOver", shards.rollOver().toString());
    json.field("retention", shards.retention().toString());
    json.field("busy", shards.busy());
    json.field("slip", shards.slip().toString());
    json.field("describesPerSecond", listing.callsPerSecond());
    json.field("lingering", listing.lingering().toString());
    json.field("lingeringIsReadable", listing.readable());
    json.field("staleListing", listing.stale().toString());
    json.field("incompleteListing", listing.incomplete().toString());
    json.field("iteratorLife", settings.iterators().life().toString());
    json.field("emptyPages", settings.iterators().emptyPages());
    json.field("enabling", settings.switching().enabling().toString());
    json.field("disabling", settings.switching().disabling().toString());
    json.endObject();
  }

  static TableTiming read(Parameters json, TableTiming before) {
    return new TableTiming(
        time(json, "transition", before.transition()),
        time(json, "expiry", before.expiry()),
        time(json, "staleness", before.staleness()));
  }

  static void write(JsonWriter json, TableTiming timing) {
    json.beginObject().field("transition", timing.transition().toString());
    json.field("expiry", timing.expiry().toString());
    json.field("staleness", timing.staleness().toString()).endObject();
  }

  private static Duration time(Parameters json, String name, Duration before) {
    return json.text(name).map(Duration::parse).orElse(before);
  }

  private static int number(Parameters json, String name, int before) {
    return json.number(name).map(Math::toIntExact).orElse(before);
  }
}
