package dev.messina.cli.signal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Signals and their answers for programs and for people. docs/commands.md has the fields. */
public final class SignalForms {

  private SignalForms() {}

  /** An object; keys are only counted. */
  public static ObjectNode json(Signal signal, SignalAnswer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "signal");
    json.put("id", signal.id()).put("signal", signal.type().text());
    ArrayNode tables = json.putArray("tables");
    signal.tables().forEach(tables::add);
    if (!signal.keys().isEmpty()) {
      json.put("keys", signal.keys().size());
    }
    json.put("outcome", outcome(answer));
    if (answer instanceof SignalAnswer.Followed followed) {
      followed.epochMicros().ifPresent(epoch -> json.put("epoch_us", epoch));
      if (!followed.refusedKeys().isEmpty()) {
        ArrayNode refused = json.putArray("refused_keys");
        followed.refusedKeys().forEach(refused::add);
      }
    } else if (answer instanceof SignalAnswer.Refused refused) {
      json.put("reason", refused.reason());
    } else if (answer instanceof SignalAnswer.Unknown unknown) {
      json.put("reason", unknown.reason());
    }
    return json;
  }

  /** {@code followed}, {@code refused}, {@code unknown} or {@code sent}. */
  private static String outcome(SignalAnswer answer) {
    if (answer instanceof SignalAnswer.Followed) {
      return "followed";
    }
    if (answer instanceof SignalAnswer.Refused) {
      return "refused";
    }
    return answer instanceof SignalAnswer.Sent ? "sent" : "unknown";
  }

  /** A line about the signal, and one for each thing that was said. */
  public static List<String> lines(Signal signal, SignalAnswer answer) {
    List<String> lines = new ArrayList<>();
    String keys = signal.keys().isEmpty() ? "" : ", " + signal.keys().size() + " keys";
    String told =
        "Signal %s, %s of %s%s: %s"
            .formatted(
                signal.id(),
                signal.type().text(),
                String.join(", ", signal.tables()),
                keys,
                outcome(answer));
    if (answer instanceof SignalAnswer.Followed followed) {
      lines.add(
          told
              + (followed.epochMicros().isPresent()
                  ? ", epoch " + followed.epochMicros().getAsLong()
                  : ""));
      followed.refusedKeys().forEach(key -> lines.add("  not read: " + key));
    } else if (answer instanceof SignalAnswer.Refused refused) {
      lines.add(told + ". " + refused.reason());
    } else if (answer instanceof SignalAnswer.Unknown unknown) {
      lines.add(told + ". " + unknown.reason());
    } else {
      lines.add(told);
    }
    return lines;
  }
}
