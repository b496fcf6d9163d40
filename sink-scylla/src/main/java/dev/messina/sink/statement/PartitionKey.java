package dev.messina.sink.statement;

import java.nio.ByteBuffer;

/**
 * How the columns of a partition key are one value to the server, which hashes it: a single column
 * as it is, several each with its length before it and a zero after it.
 *
 * @param columns how many there are, the first ones of a row
 */
record PartitionKey(int columns) {

  /** In a key of several columns each has its length before it and a byte after it. */
  static final int COMPONENT_BYTES = 3;

  /** The key of a row with these values, each of at most 65,535 bytes; leaves them as they are. */
  ByteBuffer of(ByteBuffer[] values) {
    if (columns == 1) {
      return values[0].duplicate();
    }
    int size = 0;
    for (int i = 0; i < columns; i++) {
      size += values[i].remaining() + COMPONENT_BYTES;
    }
    ByteBuffer key = ByteBuffer.allocate(size);
    for (int i = 0; i < columns; i++) {
      key.putShort((short) values[i].remaining()).put(values[i].duplicate()).put((byte) 0);
    }
    return key.flip();
  }
}
