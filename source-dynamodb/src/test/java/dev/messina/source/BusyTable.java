package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.change.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * A large table in virtual time, and the threads that call it. Calls take the longer the more of
 * them there are, those of the application included, and time moves only when all wait.
 */
final class BusyTable implements TableApi, Executor {

  static final Duration QUICK = Duration.ofMillis(20);

  /** Up to so many calls at once are answered quickly. */
  private static final int CAPACITY = 10;

  /** How much each call beyond that adds, in quick calls. */
  private static final int SLOPE = 5;

  private static final double UNITS_PER_ITEM = 0.5;

  private final MutableClock clock;
  private final int itemsInSegment;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
  private final List<Charge> charges = new ArrayList<>();
  private Predicate<ScanCall> throttles = call -> false;
  private TableSize size = TableSize.UNKNOWN;
  private boolean sayingUnits = true;
  private int applicationCalls;
  private int underWay;
  private int widest;
  private long order;
  private Duration current = Duration.ZERO;

  BusyTable(MutableClock clock, int itemsInSegment) {
    this.clock = clock;
    this.itemsInSegment = itemsInSegment;
  }

  /** What was charged for a page. */
  record Charge(Instant at, int segment, int items, double units) {}

  void size(TableSize size) {
    this.size = size;
  }

  void sayNoUnits() {
    sayingUnits = false;
  }

  void throttle(Predicate<ScanCall> throttles) {
    this.throttles = throttles;
  }

  /** How many calls the application has under way all the time. */
  void applicationCalls(int count) {
    applicationCalls = count;
  }

  List<Charge> charges() {
    return charges;
  }

  double unitsBetween(Instant from, Instant to) {
    return charges.stream()
        .filter(charge -> !charge.at().isBefore(from) && charge.at().isBefore(to))
        .mapToDouble(Charge::units)
        .sum();
  }

  int underWay() {
    return underWay;
  }

  /** The most calls that were under way since this was last asked. */
  int takeWidest() {
    int most = widest;
    widest = underWay;
    return most;
  }

  /** How long a call of the application takes now. */
  Duration responseTime() {
    return QUICK.multipliedBy(
        1 + SLOPE * (long) Math.max(0, underWay + applicationCalls - CAPACITY));
  }

  @Override
  public void execute(Runnable call) {
    underWay++;
    widest = Math.max(widest, underWay);
    Duration takes = responseTime();
    events.add(new Event(clock.instant().plus(takes), order++, takes, call));
  }

  /** Lets time pass until the next answer, but no longer than given. */
  void passTime(Duration longest) {
    Instant until = clock.instant().plus(longest);
    Event next = events.peek();
    if (next == null || next.at().isAfter(until)) {
      clock.advance(longest);
      return;
    }
    events.remove();
    clock.advance(Duration.between(clock.instant(), next.at()));
    underWay--;
    current = next.takes();
    next.call().run();
  }

  @Override
  public ScanPage scan(ScanCall call) {
    if (throttles.test(call)) {
      throw ProvisionedThroughputExceededException.builder().message("too fast").build();
    }
    int from = call.startKey().isEmpty() ? 0 : numberOf(call.startKey()) + 1;
    int to = Math.min(itemsInSegment, from + call.limit());
    List<Item> items =
        IntStream.range(from, to).mapToObj(i -> Item.of(key(call.segment(), i))).toList();
    double units = Math.max(UNITS_PER_ITEM, items.size() * UNITS_PER_ITEM);
    charges.add(new Charge(clock.instant(), call.segment(), items.size(), units));
    return new ScanPage(
        items,
        to < itemsInSegment ? key(call.segment(), to - 1) : Map.of(),
        sayingUnits ? OptionalDouble.of(units) : OptionalDouble.empty(),
        current);
  }

  @Override
  public TableDescription describe(String table) {
    return new TableDescription(
        table,
        "table-1",
        List.of(new KeyAttribute(FakeDynamoDb.KEY, ScalarAttributeType.S)),
        true,
        "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/" + SourceRun.STREAM,
        SourceRun.STREAM,
        StreamViewType.NEW_AND_OLD_IMAGES,
        clock.instant(),
        size);
  }

  @Override
  public Map<String, String> tags(String table) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> tableNames() {
    return List.of(FakeDynamoDb.TABLE);
  }

  @Override
  public Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key) {
    return Optional.of(key);
  }

  private static Map<String, AttributeValue> key(int segment, int number) {
    return Map.of(FakeDynamoDb.KEY, AttributeValue.fromS(segment + "-" + number));
  }

  private static int numberOf(Map<String, AttributeValue> key) {
    String text = key.get(FakeDynamoDb.KEY).s();
    return Integer.parseInt(text.substring(text.indexOf('-') + 1));
  }

  private record Event(Instant at, long order, Duration takes, Runnable call) {}
}
