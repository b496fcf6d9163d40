package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.offset.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the leader waits for tasks that have not answered its request for a later epoch. They
 * answer by a commit, and how long one takes it sees by its own answer: only when that has been
 * read back does it count how long the others take.
 */
final class AnswerPatience {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerPatience.class);

  /** A task that does not answer for so long must not keep the others from reading the stream. */
  static final Duration SHORTEST = Duration.ofMinutes(5);

  private final TableAssignment share;
  private String request = "";
  private Instant askedAt;
  private Instant answeredAt;

  AnswerPatience(TableAssignment share) {
    this.share = share;
  }

  /**
   * Whether the others have been waited for long enough; says so in the log.
   *
   * @param agreement with a request that has been read back
   * @param answers whether this task can answer by now
   */
  boolean isOver(TableState agreement, boolean answers, Instant turn) {
    String asked = agreement.table().request().id();
    if (!asked.equals(request)) {
      request = asked;
      askedAt = turn;
      answeredAt = null;
    }
    boolean answered = agreement.shares().get(share.index()).request().equals(asked);
    if (answered && answeredAt == null) {
      answeredAt = turn;
    }
    if (answers && !answered) {
      return false;
    }
    Duration commit = answered ? Duration.between(askedAt, answeredAt) : Duration.ZERO;
    Duration patience = max(SHORTEST, commit.multipliedBy(2));
    if (!turn.isAfter((answered ? answeredAt : askedAt).plus(patience))) {
      return false;
    }
    tell(agreement, asked, patience, commit);
    return true;
  }

  private void tell(TableState agreement, String asked, Duration patience, Duration commit) {
    List<Integer> silent =
        IntStream.range(0, share.count())
            .filter(index -> !agreement.shares().get(index).request().equals(asked))
            .boxed()
            .toList();
    if (silent.isEmpty()) {
      LOG.error(
          "Table '{}': DynamoDB has not said in {} minutes whether the stream records changes. The"
              + " later epoch is put off",
          share.table(),
          patience.toMinutes());
      return;
    }
    LOG.error(
        "Table '{}': the tasks with the shares {} of {} have not answered in {} minutes, where this"
            + " one's own answer took {} s to be committed. The later epoch is put off; look for a"
            + " task of this connector that has failed, and restart it",
        share.table(),
        silent,
        share.count(),
        patience.toMinutes(),
        commit.toSeconds());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
