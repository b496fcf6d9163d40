package dev.messina.source.aws;

import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.change.Item;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * One table with its stream, in memory: eventually consistent scans, a stream clock that is coarse
 * and skewed, shards that roll over, split, expire and are trimmed, listings that forget, iterators
 * that expire. The partition key is the string attribute {@code pk}.
 */
public final class FakeDynamoDb implements TableApi, StreamApi {

  public static final String TABLE = "orders";
  public static final String KEY = "pk";

  private static final Duration RETENTION = Duration.ofHours(24);

  private final Clock clock;
  private final Map<String, FakeShard> shards = new LinkedHashMap<>();
  private final FakeShardList shardList = new FakeShardList(shards);
  private final FakeItems items = new FakeItems();
  private final FakeIterators iterators;
  private final FakeStream stream;
  private Duration grain = Duration.ofSeconds(1);
  private Duration serverSkew = Duration.ZERO;
  private Supplier<Duration> staleness = () -> Duration.ZERO;
  private Consumer<String> beforeCall = call -> {};
  private Consumer<String> beforePage = shard -> {};
  private IntFunction<OptionalDouble> scanCost = items -> OptionalDouble.empty();
  private Supplier<Duration> scanTime = () -> Duration.ZERO;
  private TableSize size = TableSize.UNKNOWN;
  private String tableId = "table-1";
  private StreamViewType viewType = StreamViewType.NEW_AND_OLD_IMAGES;
  private long sequence = 1000;
  private int shardCount;
  private int scans;

  public FakeDynamoDb(Clock clock) {
    this.clock = clock;
    this.iterators = new FakeIterators(clock);
    this.stream = new FakeStream(clock);
  }

  /** Switches the stream on, with one shard for all keys. */
  public String enableStream() {
    return enableStream(Duration.ZERO);
  }

  /** The same, but changes are recorded only after a while, in which the stream is ENABLING. */
  public String enableStream(Duration recordsAfter) {
    stream.switchOn(recordsAfter);
    return addShard(null, key -> true);
  }

  /** Switches the stream off; its shards are there for another day. */
  public void disableStream() {
    closeAll();
    stream.switchOff();
  }

  /** Switches another stream on, after one was switched off. */
  public String enableStreamAgain(Duration recordsAfter) {
    stream.replace();
    return enableStream(recordsAfter);
  }

  public void grain(Duration grain) {
    this.grain = grain;
  }

  public void serverSkew(Duration skew) {
    this.serverSkew = skew;
  }

  public void staleness(Supplier<Duration> staleness) {
    this.staleness = staleness;
  }

  /** What a page of so many items is charged. */
  public void scanCost(IntFunction<OptionalDouble> cost) {
    this.scanCost = cost;
  }

  /** How long a page says that it took; the clock does not move. */
  public void scanTime(Supplier<Duration> time) {
    this.scanTime = time;
  }

  public void size(TableSize size) {
    this.size = size;
  }

  public void skew(String shard, Duration skew) {
    shards.get(shard).skew = skew;
  }

  /** Runs before each call, with its name; may throw what the call is to fail with. */
  public void beforeCall(Consumer<String> hook) {
    this.beforeCall = hook;
  }

  /** Runs before a page of a shard is read. */
  public void beforePage(Consumer<String> hook) {
    this.beforePage = hook;
  }

  /** How many empty pages of a shard come before the next with records, asked each time. */
  public void emptyPages(IntSupplier count) {
    iterators.emptyPages(count);
  }

  /** Whether the stream does not say whether it records. */
  public void statusHidden(boolean hidden) {
    stream.hideStatus(hidden);
  }

  /** Whether a shard that is read from its first number begins at the horizon, without a word. */
  public void startForgiven(boolean forgiven) {
    iterators.forgiveStart(forgiven);
  }

  public void viewType(StreamViewType viewType) {
    this.viewType = viewType;
  }

  public void recreateTable() {
    tableId = tableId + "-again";
  }

  public void replaceStream() {
    stream.replace();
  }

  /** Closes a shard and opens its children, one for each predicate. */
  public List<String> split(String shard, List<Predicate<String>> owners) {
    shards.get(shard).close(clock.instant());
    return owners.stream().map(owns -> addShard(shard, owns)).toList();
  }

  public String rollOver(String shard) {
    return split(shard, List.of(shards.get(shard).owns)).get(0);
  }

  /** The shard is no longer there; a listing may show it all the same. */
  public void expire(String shard, boolean stillListed) {
    shards.get(shard).gone = true;
    shards.get(shard).listed = stillListed;
  }

  public void list(String shard, boolean listed) {
    shards.get(shard).listed = listed;
  }

  /** How DynamoDB lists the shards of the stream. */
  public FakeShardList shardList() {
    return shardList;
  }

  /** Trims all records of a shard but the newest ones. */
  public void trim(String shard, int keep) {
    FakeShard trimmed = shards.get(shard);
    trimmed.trimmed = trimmed.records.size() - keep;
  }

  /** Trims all records of a shard; as some services do, its horizon answers with an error then. */
  public void trimAll(String shard) {
    shards.get(shard).trimmed = shards.get(shard).records.size();
    shards.get(shard).horizonFails = true;
  }

  /** The shard begins with a sequence number that no record has, and cannot be read from there. */
  public void refuseStart(String shard) {
    shards.get(shard).startFails = true;
  }

  /** Closes all shards, as when a stream is switched off. */
  public void closeAll() {
    shards.values().forEach(shard -> shard.close(clock.instant()));
  }

  /**
   * Trims what is older than a day; shards that closed before that are gone.
   *
   * @param forgets whether a listing shows such a shard no longer
   */
  public void trim(BooleanSupplier forgets) {
    Instant horizon = clock.instant().minus(RETENTION);
    for (FakeShard shard : shards.values()) {
      shard.trimBefore(horizon);
      if (shard.gone && forgets.getAsBoolean()) {
        shard.listed = false;
      }
    }
  }

  /** Whether a shard never had a change. */
  public boolean isEmpty(String shard) {
    return shards.get(shard).records.isEmpty();
  }

  /** Whether nothing comes after a record of a shard; null stands for its beginning. */
  public boolean endsWith(String shard, Object sequence) {
    FakeShard read = shards.get(shard);
    return !read.open && Objects.equals(sequence, read.lastSequence());
  }

  public List<String> openShards() {
    return shards.values().stream().filter(shard -> shard.open).map(shard -> shard.id).toList();
  }

  /** Writes an item, or deletes it if the image is null; what changes nothing leaves no record. */
  public void write(String key, Map<String, AttributeValue> image) {
    Map<String, AttributeValue> item = image == null ? null : withKey(key, image);
    Map<String, AttributeValue> before = items.current(key);
    if (Objects.equals(item, before)) {
      return;
    }
    items.put(key, item, clock.instant());
    shards.values().stream()
        .filter(shard -> stream.records() && shard.open && shard.owns.test(key))
        .forEach(shard -> shard.add(++sequence, key, before, item, clock.instant(), grain));
  }

  /** How many pages of scans were asked for. */
  public int scans() {
    return scans;
  }

  /** The items as they are now. */
  public Map<String, Map<String, AttributeValue>> items() {
    return items.current();
  }

  /** The sequence numbers of an item's changes in the order in which they happened. */
  public List<String> sequencesOf(String key) {
    return shards.values().stream()
        .flatMap(shard -> shard.records.stream())
        .filter(record -> record.key().get(KEY).s().equals(key))
        .map(StreamRecord::sequence)
        .sorted(Comparator.comparing(BigInteger::new))
        .toList();
  }

  /** A change of the stream that is on, and when it was made by a clock that is right. */
  public record Made(StreamRecord record, Instant at) {}

  /** All changes of the stream that is on, trimmed ones too. */
  public List<Made> made() {
    List<Made> made = new ArrayList<>();
    for (FakeShard shard : shards.values()) {
      for (int i = 0; shard.stream.equals(stream.label()) && i < shard.records.size(); i++) {
        made.add(new Made(shard.records.get(i), shard.madeAt.get(i)));
      }
    }
    return made;
  }

  /** The shards that are listed of the stream that is on, and of each the parent that it names. */
  public Map<String, Optional<String>> parents() {
    Map<String, Optional<String>> parents = new LinkedHashMap<>();
    shards.values().stream()
        .filter(shard -> shard.listed && shard.stream.equals(stream.label()))
        .forEach(shard -> parents.put(shard.id, Optional.ofNullable(shard.parent)));
    return parents;
  }

  public String tableId() {
    return tableId;
  }

  /** The label of the stream that was switched on last. */
  public String streamLabel() {
    return stream.label();
  }

  /** Whether that stream says that it records changes. */
  public boolean isRecording() {
    return stream.status(stream.label()) == StreamStatus.ENABLED;
  }

  /** The label of the stream that a shard belongs to. */
  public String streamOf(String shard) {
    return shards.get(shard).stream;
  }

  public String parentOf(String shard) {
    return shards.get(shard).parent;
  }

  @Override
  public TableDescription describe(String table) {
    beforeCall.accept("describe");
    if (!table.equals(TABLE)) {
      throw ResourceNotFoundException.builder().message("Requested resource not found").build();
    }
    return new TableDescription(
        TABLE,
        tableId,
        List.of(new KeyAttribute(KEY, ScalarAttributeType.S)),
        stream.isOn(),
        stream.arn(),
        stream.arn() == null ? null : stream.label(),
        stream.isOn() ? viewType : null,
        clock.instant().plus(serverSkew),
        size);
  }

  @Override
  public List<String> tableNames() {
    beforeCall.accept("tableNames");
    return List.of(TABLE, "customers");
  }

  @Override
  public Map<String, String> tags(String table) {
    beforeCall.accept("tags");
    return Map.of("migrate", table);
  }

  @Override
  public Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key) {
    beforeCall.accept("item");
    FakeKeys.requireValid(key);
    return Optional.ofNullable(items.current(key.get(KEY).s()));
  }

  @Override
  public ScanPage scan(ScanCall call) {
    scans++;
    beforeCall.accept("scan");
    Instant at = clock.instant().minus(call.consistent() ? Duration.ZERO : staleness.get());
    List<Item> page = items.page(call, at);
    // Like the original, a full page never says that it is the last.
    boolean full = page.size() == call.limit();
    return new ScanPage(
        page,
        full ? Map.of(KEY, page.get(page.size() - 1).key().get(KEY)) : Map.of(),
        scanCost.apply(page.size()),
        scanTime.get());
  }

  @Override
  public ShardListPage describe(String streamArn, String afterShard) {
    beforeCall.accept("listing");
    return listed(streamArn, null, afterShard);
  }

  @Override
  public ShardListPage children(String streamArn, String parent, String afterShard) {
    beforeCall.accept("children");
    return listed(streamArn, parent, afterShard);
  }

  @Override
  public String iterator(String streamArn, String shard, IteratorStart start) {
    beforeCall.accept("iterator");
    return iterators.open(shards.get(shard), start);
  }

  @Override
  public StreamPage page(String iterator, int limit) {
    beforeCall.accept("page");
    return iterators.page(iterator, limit, beforePage);
  }

  private ShardListPage listed(String streamArn, String parent, String afterShard) {
    String label = stream.label(streamArn);
    return shardList.page(label, stream.createdAt(), stream.status(label), parent, afterShard);
  }

  private String addShard(String parent, Predicate<String> owns) {
    String id = "shardId-%020d-%08x".formatted(clock.millis(), ++shardCount);
    shards.put(id, new FakeShard(id, stream.label(), parent, ++sequence, owns));
    return id;
  }

  private static Map<String, AttributeValue> withKey(
      String key, Map<String, AttributeValue> image) {
    Map<String, AttributeValue> item = new TreeMap<>(image);
    item.put(KEY, AttributeValue.fromS(key));
    return item;
  }
}
