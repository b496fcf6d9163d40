package dev.messina.dynamodb.json;

import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON in UTF-8 that a generator puts into its own buffer in one copy, unquoted only. */
record RawJson(byte[] json) implements SerializableString {

  @Override
  public String getValue() {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public int charLength() {
    return getValue().length();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return json;
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (offset + json.length > buffer.length) {
      return -1;
    }
    System.arraycopy(json, 0, buffer, offset, json.length);
    return json.length;
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    out.write(json);
    return json.length;
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    if (json.length > buffer.remaining()) {
      return -1;
    }
    buffer.put(json);
    return json.length;
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    throw onlyBytes();
  }

  @Override
  public char[] asQuotedChars() {
    throw onlyBytes();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw onlyBytes();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw onlyBytes();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw onlyBytes();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw onlyBytes();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer out) {
    throw onlyBytes();
  }

  private static UnsupportedOperationException onlyBytes() {
    return new UnsupportedOperationException("Raw JSON is written as bytes, without quotes");
  }
}
