package dev.messina.sink.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which values of prepared statements are the partition key, as the server tells drivers. */
final class PreparedWrites {

  private static final int PREPARED = 4;
  private static final byte WITH_VALUES = 0x01;
  private static final byte BY_ID = 1;
  private static final int FLAGS_AND_COLUMNS = 2 * Integer.BYTES;

  private final Map<ByteBuffer, int[]> keyPositions = new ConcurrentHashMap<>();

  /** Learns from a RESULT. */
  void learn(byte[] result) {
    ByteBuffer body = ByteBuffer.wrap(result);
    if (body.getInt() != PREPARED) {
      return;
    }
    ByteBuffer id = shortBytes(body);
    body.position(body.position() + FLAGS_AND_COLUMNS);
    int[] positions = new int[body.getInt()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = body.getShort();
    }
    keyPositions.put(id, positions);
  }

  /** The partition key of an EXECUTE; none if it has no values. */
  List<ByteBuffer> ofExecute(byte[] execute) {
    ByteBuffer body = ByteBuffer.wrap(execute);
    ByteBuffer id = shortBytes(body);
    body.getShort();
    return (body.get() & WITH_VALUES) == 0 ? List.of() : List.of(partitionKey(id, body));
  }

  /** The partition keys of a BATCH, of each of its statements. */
  List<ByteBuffer> ofBatch(byte[] batch) {
    ByteBuffer body = ByteBuffer.wrap(batch);
    body.get();
    int statements = Short.toUnsignedInt(body.getShort());
    List<ByteBuffer> keys = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      if (body.get() != BY_ID) {
        throw new IllegalArgumentException("The sink has only prepared statements in its batches");
      }
      keys.add(partitionKey(shortBytes(body), body));
    }
    return keys;
  }

  private ByteBuffer partitionKey(ByteBuffer id, ByteBuffer body) {
    int count = Short.toUnsignedInt(body.getShort());
    ByteBuffer[] values = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      values[i] = slice(body, Math.max(0, body.getInt()));
    }
    return key(values, keyPositions.get(id));
  }

  /** A single column as it is; several each with its length before it and a zero after it. */
  private static ByteBuffer key(ByteBuffer[] values, int[] positions) {
    if (positions.length == 1) {
      return values[positions[0]];
    }
    int size = 0;
    for (int position : positions) {
      size += Short.BYTES + values[position].remaining() + 1;
    }
    ByteBuffer key = ByteBuffer.allocate(size);
    for (int position : positions) {
      key.putShort((short) values[position].remaining()).put(values[position]).put((byte) 0);
    }
    return key.flip();
  }

  private static ByteBuffer shortBytes(ByteBuffer body) {
    return slice(body, Short.toUnsignedInt(body.getShort()));
  }

  private static ByteBuffer slice(ByteBuffer body, int length) {
    ByteBuffer slice = body.slice(body.position(), length);
    body.position(body.position() + length);
    return slice;
  }
}
