package dev.messina.cli.frontier;

import dev.messina.cli.migration.OpenPair;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.sweep.Access;
import dev.messina.verification.frontier.CommittedFrontier;
import dev.messina.verification.frontier.CommittedFrontier.Origins;
import dev.messina.verification.frontier.Frontier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frontiers of some migrations, looked at again and again. Where a connector has been deployed
 * anew, it begins anew. For use by one thread.
 */
public final class Frontiers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Frontiers.class);
  private static final Duration LONGEST_READ = Duration.ofSeconds(20);

  private final Access access;
  private final Optional<URI> dynamoDb;
  private final List<Watched> watched = new ArrayList<>();

  private static final class Watched {
    private OpenPair open;
    private List<String> tables;
    private final Map<String, Frontier> frontiers = new HashMap<>();

    private Watched(OpenPair open) {
      this.open = open;
      this.tables = open.tables();
    }
  }

  private Frontiers(Access access, Optional<URI> dynamoDb) {
    this.access = access;
    this.dynamoDb = dynamoDb;
  }

  /**
   * @param dynamoDb an address in the place of the sources'
   * @throws IllegalArgumentException if one is no migration, or a setting cannot be followed
   * @throws RuntimeException if Connect does not answer
   */
  public static Frontiers open(List<PairName> names, Access access, Optional<URI> dynamoDb) {
    Frontiers frontiers = new Frontiers(access, dynamoDb);
    try {
      for (PairName name : names) {
        frontiers.watched.add(frontiers.watch(name));
      }
      return frontiers;
    } catch (RuntimeException refused) {
      frontiers.close();
      throw refused;
    }
  }

  private Watched watch(PairName name) {
    OpenPair open = new OpenPair(name, access, dynamoDb);
    try {
      return new Watched(open);
    } catch (RuntimeException refused) {
      open.close();
      throw refused;
    }
  }

  /** The migrations that are looked at. */
  public List<OpenPair> pairs() {
    return watched.stream().map(one -> one.open).toList();
  }

  /** Looks at all of them. What cannot be read is unknown, with the reason; nothing is thrown. */
  public FrontierAnswer look() {
    List<TableFrontier> tables = new ArrayList<>();
    watched.forEach(one -> tables.addAll(look(one)));
    return new FrontierAnswer(Instant.now().truncatedTo(ChronoUnit.MILLIS), tables);
  }

  private List<TableFrontier> look(Watched one) {
    try {
      refresh(one);
    } catch (RuntimeException noAnswer) {
      return one.tables.stream().map(table -> told(one, table, unknown(noAnswer))).toList();
    }
    return one.tables.stream().map(table -> told(one, table, read(one, table))).toList();
  }

  private void refresh(Watched one) {
    if (!one.open.isCurrent()) {
      OpenPair fresh = new OpenPair(one.open.name(), access, dynamoDb);
      one.open.close();
      one.open = fresh;
      one.frontiers.clear();
    }
    one.tables = one.open.tables();
  }

  private static Frontier.Reading read(Watched one, String table) {
    try {
      return one.frontiers.computeIfAbsent(table, name -> frontier(one.open, name)).read();
    } catch (RuntimeException noAnswer) {
      return unknown(noAnswer);
    }
  }

  private static Frontier.Unknown unknown(RuntimeException noAnswer) {
    LOG.warn("The frontier cannot be read", noAnswer);
    String message = noAnswer.getMessage() == null ? noAnswer.toString() : noAnswer.getMessage();
    return new Frontier.Unknown(message.lines().findFirst().orElse(message));
  }

  private static TableFrontier told(Watched one, String table, Frontier.Reading reading) {
    PairName name = one.open.name();
    return new TableFrontier(
        name.source(), name.sink(), table, one.open.pair().topic(table), reading);
  }

  /** A frontier that tells by one look. */
  static Frontier frontier(OpenPair open, String table) {
    String topic = open.pair().topic(table);
    return CommittedFrontier.atOneLook(
        new Origins(
            table,
            topic,
            open::sourceOffsets,
            () -> open.sinkOffsets(topic),
            () -> open.shards(table)),
        open.reader(),
        LONGEST_READ);
  }

  @Override
  public void close() {
    watched.forEach(one -> one.open.close());
  }
}
