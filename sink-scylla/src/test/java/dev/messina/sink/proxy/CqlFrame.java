package dev.messina.sink.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message of CQL's binary protocol, version 4, without compression.
 *
 * @param body must not be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record CqlFrame(byte version, byte flags, short stream, byte opcode, byte[] body) {

  static final byte SUPPORTED = 0x06;
  static final byte QUERY = 0x07;
  static final byte RESULT = 0x08;
  static final byte EXECUTE = 0x0A;
  static final byte BATCH = 0x0D;

  /** Reads the next one; there being none is an {@link java.io.EOFException}. */
  static CqlFrame read(DataInputStream in) throws IOException {
    byte version = in.readByte();
    byte flags = in.readByte();
    short stream = in.readShort();
    byte opcode = in.readByte();
    return new CqlFrame(version, flags, stream, opcode, in.readNBytes(in.readInt()));
  }

  CqlFrame with(byte[] otherBody) {
    return new CqlFrame(version, flags, stream, opcode, otherBody);
  }

  /** In one piece, as small pieces are packets of their own. */
  void write(OutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeByte(version);
    data.writeByte(flags);
    data.writeShort(stream);
    data.writeByte(opcode);
    data.writeInt(body.length);
    data.write(body);
    bytes.writeTo(out);
  }
}
