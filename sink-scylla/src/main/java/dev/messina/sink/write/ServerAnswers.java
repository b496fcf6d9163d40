package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import dev.messina.sink.write.Failure.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Answers whose text or code says more than their type. Texts are those of ScyllaDB ({@code
 * cdc/metadata.cc}, {@code cql3/statements/modification_statement.cc}, {@code
 * db/commitlog/commitlog.cc}) and of Cassandra ({@code db/guardrails/Guardrails.java}, {@code
 * db/commitlog/CommitLog.java}, {@code exceptions/RequestFailureReason.java}); a server that words
 * them otherwise gets what its exception's type says.
 *
 * @param of the exception that carries it
 * @param words in lower case, all of which are in the message
 * @param remedy what to do when the task has stopped at it; null if the usual
 */
record ServerAnswers(
    Class<? extends CoordinatorException> of, List<String> words, Kind kind, String remedy) {

  private static final String AFTER_OLD_ROWS =
      "switch change data capture off (ALTER TABLE … WITH cdc = {'enabled': false}) until all rows"
          + " of the past are written";
  private static final String WAIT =
      "wait until the server's clock has passed the record's write timestamp (if the clocks differ,"
          + " correct them), or ";
  private static final String LEVEL =
      "choose another scylladb.consistency.level, or let the server allow this one";

  private static final List<ServerAnswers> KNOWN =
      List.of(
          of(
              Kind.RETRY,
              WAIT + "switch change data capture off (ALTER TABLE … WITH cdc = {'enabled': false})",
              "cdc",
              "\"from the future\""),
          of(Kind.STOP, AFTER_OLD_ROWS, "cdc", "\"from the past\""),
          of(Kind.STOP, AFTER_OLD_ROWS, "cdc", "earlier generation"),
          error(Kind.STOP, AFTER_OLD_ROWS, "cdc", "could not find any cdc streams for table"),
          error(Kind.RETRY, null, "cdc", "stream"),
          of(Kind.RETRY, null, "disk usage exceeds failure threshold"),
          of(Kind.STOP, LEVEL, "write_consistency_levels_disallowed"),
          of(Kind.STOP, LEVEL, "not allowed for write consistency levels"),
          of(
              Kind.STOP,
              "let the server allow write timestamps of its clients"
                  + " (user_timestamps_enabled in Cassandra's guardrails)",
              "(using timestamp) is not allowed"),
          of(
              Kind.STOP,
              "lift the server's lower bound of write timestamps (minimum_timestamp in Cassandra's"
                  + " guardrails) until all rows of the past are written",
              "before the minimum allowable"),
          of(
              Kind.RETRY,
              WAIT + "raise the server's upper bound (maximum_timestamp in Cassandra's guardrails)",
              "after the maximum allowable"),
          error(Kind.DEAD_LETTER, null, "mutation of", "is too large for the maximum size of"));

  /**
   * Why replicas failed, where the protocol's version says it: they took too long, have another
   * schema, are down, or do not know yet who is responsible.
   */
  private static final Set<Integer> TRANSIENT_REASONS = Set.of(2, 3, 5, 8, 9, 10);

  private static ServerAnswers of(Kind kind, String remedy, String... words) {
    return new ServerAnswers(InvalidQueryException.class, List.of(words), kind, remedy);
  }

  private static ServerAnswers error(Kind kind, String remedy, String... words) {
    return new ServerAnswers(ServerError.class, List.of(words), kind, remedy);
  }

  /** What is known of this answer beyond its type. */
  static Optional<ServerAnswers> known(Throwable error) {
    if (error instanceof WriteFailureException failure) {
      return failure.getReasonMap().values().stream().anyMatch(TRANSIENT_REASONS::contains)
          ? Optional.of(new ServerAnswers(WriteFailureException.class, List.of(), Kind.RETRY, null))
          : Optional.empty();
    }
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(answer -> answer.of.isInstance(error))
        .filter(answer -> answer.words.stream().allMatch(message::contains))
        .findFirst();
  }
}
