package dev.messina.sink.proxy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A CQL server of one node that seems to be a ScyllaDB with shards: each connection is told that it
 * belongs to one of them, in turn. The writes that arrive are counted by the shard that owns them
 * and passed on unchanged.
 */
public final class ShardedNode implements AutoCloseable {

  private final Shards shards;
  private final PreparedWrites prepared = new PreparedWrites();
  private final TcpProxy proxy;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicIntegerArray atHome;
  private final AtomicInteger astray = new AtomicInteger();
  private final AtomicInteger batches = new AtomicInteger();

  private ShardedNode(InetSocketAddress server, int count) {
    this.shards = new Shards(count);
    this.atHome = new AtomicIntegerArray(count);
    this.proxy = TcpProxy.before(server, () -> new OfShard(connections.getAndIncrement() % count));
  }

  /**
   * Begins to listen.
   *
   * @param count of shards
   */
  public static ShardedNode before(String host, int port, int count) {
    return new ShardedNode(new InetSocketAddress(host, port), count);
  }

  /** {@code 127.0.0.1:port}, where the server seems to be. */
  public String address() {
    return proxy.address();
  }

  /** How many statements this shard owns and has received on a connection of its own. */
  public int atHome(int shard) {
    return atHome.get(shard);
  }

  /** How many statements have arrived on the connection of a shard that does not own them. */
  public int astray() {
    return astray.get();
  }

  /** How many of the requests were batches. */
  public int batches() {
    return batches.get();
  }

  /** Begins to count again. */
  public void forget() {
    for (int shard = 0; shard < shards.count(); shard++) {
      atHome.set(shard, 0);
    }
    astray.set(0);
    batches.set(0);
  }

  private void count(int shard, List<ByteBuffer> partitionKeys) {
    for (ByteBuffer key : partitionKeys) {
      if (shards.of(key) == shard) {
        atHome.incrementAndGet(shard);
      } else {
        astray.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    proxy.close();
  }

  /** A connection to one shard. */
  private final class OfShard implements Conversation {

    private final int shard;

    OfShard(int shard) {
      this.shard = shard;
    }

    @Override
    public void requests(InputStream client, OutputStream server) throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(client));
      while (true) {
        CqlFrame frame = CqlFrame.read(in);
        if (frame.opcode() == CqlFrame.EXECUTE) {
          count(shard, prepared.ofExecute(frame.body()));
        } else if (frame.opcode() == CqlFrame.BATCH) {
          count(shard, prepared.ofBatch(frame.body()));
          batches.incrementAndGet();
        }
        (frame.opcode() == CqlFrame.QUERY ? frame.with(Shards.withoutTimeout(frame.body())) : frame)
            .write(server);
      }
    }

    @Override
    public void answers(InputStream server, OutputStream client) throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(server));
      while (true) {
        CqlFrame frame = CqlFrame.read(in);
        if (frame.opcode() == CqlFrame.RESULT) {
          prepared.learn(frame.body());
        }
        (frame.opcode() == CqlFrame.SUPPORTED
                ? frame.with(shards.advertised(shard, frame.body()))
                : frame)
            .write(client);
      }
    }
  }
}
