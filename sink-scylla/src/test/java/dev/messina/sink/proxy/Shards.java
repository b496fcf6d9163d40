package dev.messina.sink.proxy;

import com.datastax.oss.driver.internal.core.metadata.token.Murmur3TokenFactory;
import com.datastax.oss.driver.internal.core.metadata.token.TokenLong64;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How ScyllaDB divides a node's tokens among its shards, and how it tells drivers. */
record Shards(int count) {

  private static final int IGNORED_BITS = 12;
  private static final int TOKEN_BITS = 64;
  private static final BigInteger TOKENS = BigInteger.ONE.shiftLeft(TOKEN_BITS);

  /** What drivers add to the queries of schemas when they see shards; only ScyllaDB reads it. */
  private static final Pattern TIMEOUT = Pattern.compile(" USING TIMEOUT \\d+ms");

  /**
   * The owner of a partition, by the definition of {@code biased-token-round-robin}: the range of
   * tokens, without its highest bits, in as many equal parts as there are shards.
   */
  int of(ByteBuffer partitionKey) {
    long token = ((TokenLong64) new Murmur3TokenFactory().hash(partitionKey)).getValue();
    return BigInteger.valueOf(token)
        .subtract(BigInteger.valueOf(Long.MIN_VALUE))
        .shiftLeft(IGNORED_BITS)
        .mod(TOKENS)
        .multiply(BigInteger.valueOf(count))
        .shiftRight(TOKEN_BITS)
        .intValue();
  }

  /** What a server supports, and what ScyllaDB adds to it on a connection to this shard. */
  byte[] advertised(int shard, byte[] supported) throws IOException {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("SCYLLA_SHARD", String.valueOf(shard));
    own.put("SCYLLA_NR_SHARDS", String.valueOf(count));
    own.put("SCYLLA_PARTITIONER", "org.apache.cassandra.dht.Murmur3Partitioner");
    own.put("SCYLLA_SHARDING_ALGORITHM", "biased-token-round-robin");
    own.put("SCYLLA_SHARDING_IGNORE_MSB", String.valueOf(IGNORED_BITS));
    ByteBuffer given = ByteBuffer.wrap(supported);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream options = new DataOutputStream(bytes);
    options.writeShort(given.getShort() + own.size());
    options.write(supported, Short.BYTES, supported.length - Short.BYTES);
    for (Map.Entry<String, String> option : own.entrySet()) {
      options.writeUTF(option.getKey());
      options.writeShort(1);
      options.writeUTF(option.getValue());
    }
    return bytes.toByteArray();
  }

  /** The body of a QUERY as servers without shards understand it. */
  static byte[] withoutTimeout(byte[] query) {
    ByteBuffer given = ByteBuffer.wrap(query);
    byte[] text = new byte[given.getInt()];
    given.get(text);
    byte[] plain =
        TIMEOUT
            .matcher(new String(text, StandardCharsets.UTF_8))
            .replaceAll("")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + plain.length + given.remaining())
        .putInt(plain.length)
        .put(plain)
        .put(given)
        .array();
  }
}
