package dev.messina.sink.mutation;

import java.util.List;

/**
 * Envelopes of change capture that this sink does not read, by the names that each of them always
 * has. As rows, their deletes would be rows as well.
 */
final class OtherEnvelopes {

  /**
   * The envelope of one producer.
   *
   * @param names all of which are in it, the rarest first, since most records have none
   * @param object one of them, whose value has fields; null if none must
   */
  private record Shape(String producer, List<String> names, String object) {
    boolean fits(RowFields value) {
      for (String name : names) {
        if (!value.contains(name)) {
          return false;
        }
      }
      return object == null || RowFields.has(value.value(object));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "Debezium's CloudEventsConverter", List.of("iodebeziumop", "specversion"), null),
          new Shape("Maxwell", List.of("database", "ts", "data", "table", "type"), "data"),
          new Shape("Canal", List.of("isDdl", "database", "data", "table", "type"), null),
          new Shape("AWS DMS", List.of("metadata"), "metadata"),
          new Shape("Oracle GoldenGate", List.of("op_type", "op_ts", "pos", "table"), null),
          new Shape(
              "MongoDB's own connector", List.of("documentKey", "operationType", "ns"), "ns"));

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
