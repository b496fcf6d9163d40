package dev.messina.verification.expect;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Which table the sink writes a record to: the first of its options that says anything. */
final class TargetRoute {

  private final Deployed sink;
  private final String header;
  private final Map<String, String> overrides = new HashMap<>();

  TargetRoute(Deployed sink) {
    this.sink = sink;
    this.header = sink.text("table.name.header", "");
    for (String override : sink.list("table.name.overrides")) {
      int colon = override.lastIndexOf(':');
      overrides.put(override.substring(0, colon).strip(), override.substring(colon + 1).strip());
    }
  }

  /** {@code keyspace.table}; empty if nothing says it. */
  String of(SinkRecord record) {
    Header named = header.isEmpty() ? null : record.headers().lastWithName(header);
    if (named != null && named.value() != null) {
      return named.value().toString();
    }
    String table = overrides.getOrDefault(record.topic(), sink.text("table.name", ""));
    return table.isEmpty()
        ? sink.text("table.name.format", "").replace("${topic}", record.topic())
        : table;
  }
}
