package dev.messina.source.control;

import dev.messina.source.control.Kafka.SignalFeed;
import dev.messina.source.control.Signal.RefusedSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of the control topic, as they come. A thread of its own reads them, so the task's
 * thread never waits for Kafka; nothing that happens here ends the task. While Kafka does not
 * answer there are no signals, and reading goes on where it was once it does.
 *
 * <p>Each signal is handed out once in the life of this object, from the given time on.
 */
public final class Signals implements SignalFeed, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /** More than anybody sends by hand; the reader waits when they are not taken. */
  private static final int QUEUE_MAX = 1_000;

  private static final Duration TOPIC_WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CONSUMER_CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final SignalReader reader;
  private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Queue<RefusedSignal> refused = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean caughtUp;

  private Signals(
      String threadName, Supplier<Consumer<byte[], byte[]>> consumers, SignalReader reader) {
    this.consumers = consumers;
    this.reader = reader;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (died, e) -> LOG.error("Signals are read no more; restart the task.", e));
  }

  /**
   * Begins to read. Returns at once, whether Kafka answers or not.
   *
   * @param connector the connector's name, with which the keys of its signals begin
   * @param topicPrefix with which they may begin as well, as with Debezium
   * @param tables all tables of the connector, not only those of this task
   * @param since signals written earlier do not count
   */
  public static Signals open(
      ControlSettings settings,
      String connector,
      String topicPrefix,
      Collection<String> tables,
      Instant since) {
    Map<String, Object> client = clientSettings(settings.kafka(), connector);
    return open(
        connector,
        () -> new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        new SignalReader(
            settings.topic(), since, names(connector, topicPrefix), Set.copyOf(tables)));
  }

  static Signals open(
      String connector, Supplier<Consumer<byte[], byte[]>> consumers, SignalReader reader) {
    Signals signals = new Signals("messina-signals-" + connector, consumers, reader);
    signals.thread.start();
    return signals;
  }

  private static Set<String> names(String connector, String topicPrefix) {
    return connector.equals(topicPrefix) ? Set.of(connector) : Set.of(connector, topicPrefix);
  }

  /** Reading needs no group, so it commits nothing and is in nobody's way. */
  private static Map<String, Object> clientSettings(Map<String, Object> given, String connector) {
    Map<String, Object> client = new HashMap<>(given);
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    // A name of its own for each, since the JVM has one metrics bean for a name.
    client.put(
        ConsumerConfig.CLIENT_ID_CONFIG,
        given.getOrDefault(ConsumerConfig.CLIENT_ID_CONFIG, connector)
            + "-signals-"
            + CLIENTS.incrementAndGet());
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A signal must not wait for the end of a transaction of the source's own.
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    client.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    return client;
  }

  @Override
  public List<Signal> take() {
    List<Signal> signals = new ArrayList<>();
    queue.drainTo(signals);
    return signals;
  }

  @Override
  public List<RefusedSignal> takeRefused() {
    List<RefusedSignal> taken = new ArrayList<>();
    for (RefusedSignal next = refused.poll(); next != null; next = refused.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    Duration backoff = FIRST_BACKOFF;
    boolean failing = false;
    while (!isClosing()) {
      try {
        open();
        turn();
        if (failing) {
          LOG.info("Kafka answers again; signals are read on.");
          failing = false;
          backoff = FIRST_BACKOFF;
        }
      } catch (WakeupException e) {
        // Somebody closes; the loop's condition sees it.
      } catch (RuntimeException e) {
        closeConsumer();
        if (!failing && !isClosing()) {
          LOG.warn(
              "Signals cannot be read from Kafka; the task goes on without them and tries again"
                  + " every few seconds. Check the control.kafka. settings.",
              e);
        }
        failing = true;
        pause(backoff);
        backoff = doubled(backoff);
      }
    }
    closeConsumer();
  }

  private void open() {
    if (consumer == null) {
      Consumer<byte[], byte[]> opened = consumers.get();
      consumer = opened;
      if (isClosing()) {
        opened.wakeup();
      }
    }
  }

  private void turn() {
    if (reader.attach(consumer)) {
      reader.read(consumer).forEach(this::hand);
      refused.addAll(reader.takeRefused());
      while (refused.size() > QUEUE_MAX) {
        refused.poll();
      }
    } else {
      pause(TOPIC_WAIT);
    }
    caughtUp = reader.caughtUp();
  }

  private void hand(Signal signal) {
    try {
      while (!isClosing() && !queue.offer(signal, 1, TimeUnit.SECONDS)) {
        LOG.debug("Signals wait for the task to take them.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(Duration duration) {
    try {
      closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** By the deprecated method, since a worker before 4.1 does not have the other one. */
  @SuppressWarnings("deprecation")
  private void closeConsumer() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      try {
        open.close(CONSUMER_CLOSE_TIMEOUT);
      } catch (RuntimeException e) {
        LOG.debug("The consumer of the control topic did not close properly.", e);
      }
    }
  }

  /** Ends the reading; returns after two seconds at the latest, from whatever thread. */
  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration doubled(Duration backoff) {
    Duration doubled = backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }
}
