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
   * @param mark the rarest of the names that are in it: most records have none of these
   * @param others all of which are in it as well
   * @param object one of them, whose value has fields; null if none must
   */
  private record Shape(String producer, String mark, List<String> others, String object) {
    boolean fits(RowFields value) {
      return value.contains(mark)
          && others.stream().allMatch(value::contains)
          && (object == null || RowFields.has(value.value(object)));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "Debezium's CloudEventsConverter", "iodebeziumop", List.of("specversion"), null),
          new Shape("Maxwell", "database", List.of("ts", "data", "table", "type"), "data"),
          new Shape("Canal", "isDdl", List.of("database", "data", "table", "type"), null),
          new Shape("AWS DMS", "metadata", List.of(), "metadata"),
          new Shape("Oracle GoldenGate", "op_type", List.of("op_ts", "pos", "table"), null),
          new Shape(
              "MongoDB's own connector", "documentKey", List.of("operationType", "ns"), "ns"));

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
