package dev.messina.cli.ready;

import dev.messina.cli.migration.Permission;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service was asked for.
 *
 * @param value empty if it did not answer
 * @param reason why not, with what would help; empty if it did
 */
record Found<T>(Optional<T> value, String reason) {

  private static final Logger LOG = LoggerFactory.getLogger(Found.class);

  static <T> Found<T> of(T value) {
    return new Found<>(Optional.of(value), "");
  }

  static <T> Found<T> nothing(String reason) {
    return new Found<>(Optional.empty(), reason);
  }

  /** Asks; a failure is an answer too. */
  static <T> Found<T> ask(Supplier<T> question) {
    try {
      return of(question.get());
    } catch (RuntimeException noAnswer) {
      LOG.warn("Not all can be read", noAnswer);
      return nothing(told(noAnswer));
    }
  }

  private static String told(RuntimeException noAnswer) {
    String message = noAnswer.getMessage() == null ? noAnswer.toString() : noAnswer.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return Permission.missing(noAnswer)
        .filter(remedy -> !line.contains(remedy))
        .map(remedy -> line + (line.endsWith(".") ? " " : ". ") + remedy)
        .orElse(line);
  }
}
