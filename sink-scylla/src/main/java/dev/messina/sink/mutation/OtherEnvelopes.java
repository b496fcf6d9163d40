package dev.messina.sink.mutation;

import java.util.List;
import java.util.Set;

/**
 * Envelopes of change capture that this sink does not read, by the names that each of them always
 * has. As rows, their deletes would be rows as well.
 */
final class OtherEnvelopes {

  /**
   * The envelope of one producer.
   *
   * @param names all of which are in it
   * @param object one of them, whose value has fields; null if none must
   */
  private record Shape(String producer, Set<String> names, String object) {
    boolean fits(RowFields value) {
      return names.stream().allMatch(value::contains)
          && (object == null || RowFields.has(value.value(object)));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("Debezium's CloudEventsConverter", Set.of("specversion", "iodebeziumop"), null),
          new Shape("Maxwell", Set.of("database", "table", "type", "ts", "data"), "data"),
          new Shape("Canal", Set.of("database", "table", "type", "isDdl", "data"), null),
          new Shape("AWS DMS", Set.of("metadata"), "metadata"),
          new Shape("Oracle GoldenGate", Set.of("table", "op_type", "op_ts", "pos"), null),
          new Shape("MongoDB's own connector", Set.of("operationType", "documentKey", "ns"), "ns"));

  private OtherEnvelopes() {}

  /** Who makes values of this shape; null if it is none of them. */
  static String producer(RowFields value) {
    for (Shape shape : SHAPES) {
      if (shape.fits(value) && isSure(shape, value)) {
        return shape.producer();
      }
    }
    return null;
  }

  /** Names as common as these need another look. */
  private static boolean isSure(Shape shape, RowFields value) {
    if (!"metadata".equals(shape.object())) {
      return true;
    }
    RowFields metadata = RowFields.of(value.value("metadata"));
    return metadata.contains("record-type") && metadata.contains("operation");
  }
}
