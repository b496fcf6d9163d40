package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.stream.StreamSource;
import dev.messina.dynamodb.stream.StreamViewType;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Switches the stream of a table on and off, as its {@code StreamSpecification} says. */
final class StreamSwitch {

  private static final List<String> VIEW_TYPES =
      List.of("NEW_AND_OLD_IMAGES", "OLD_IMAGE", "KEYS_ONLY", "NEW_IMAGE");

  private final Streams streams;

  StreamSwitch(Streams streams) {
    this.streams = streams;
  }

  static void check(Parameters request) {
    Optional<Parameters> specification = request.object("StreamSpecification");
    if (specification.isEmpty()) {
      return;
    }
    Parameters stream = specification.get();
    new Constraints()
        .required(stream, "StreamEnabled", "streamSpecification.streamEnabled")
        .oneOf(stream, "StreamViewType", "streamSpecification.streamViewType", VIEW_TYPES)
        .check();
    boolean enabled = stream.flag("StreamEnabled").orElse(false);
    if (enabled && !stream.has("StreamViewType")) {
      throw invalidValue("StreamViewType is required when StreamEnabled is true");
    }
    if (!enabled && stream.has("StreamViewType")) {
      throw invalidValue("StreamViewType should not be specified when StreamEnabled is false");
    }
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if a stream is to be switched off that is not
   *     on
   */
  static void checkIsOn(Table table, Parameters request) {
    boolean switchesOff =
        request
            .object("StreamSpecification")
            .flatMap(stream -> stream.flag("StreamEnabled"))
            .filter(enabled -> !enabled)
            .isPresent();
    if (switchesOff && table.stream().isEmpty()) {
      throw validation("Table does not have a stream to disable: TableName: " + table.name());
    }
  }

  /**
   * Under the table's lock.
   *
   * @return whether the request says anything about a stream
   */
  boolean turn(Table table, Parameters request, Instant at) {
    Optional<Parameters> specification = request.object("StreamSpecification");
    if (specification.isEmpty()) {
      return false;
    }
    if (specification.get().flag("StreamEnabled").orElse(false)) {
      if (table.stream().isPresent()) {
        throw validation("Table already has an enabled stream: TableName: " + table.name());
      }
      StreamViewType view =
          StreamViewType.valueOf(specification.get().text("StreamViewType").orElseThrow());
      table.switchOn(
          streams.enable(
              new StreamSource(table.name(), table.identity().arn(), table.keySchema(), view), at));
    } else {
      table.switchOff(at);
    }
    return true;
  }
}
