package dev.messina.verification.frontier;

import java.time.Duration;

/**
 * What is taken for granted, since no answer of DynamoDB proves it.
 *
 * @param delivery a shard that is read all the while and brings nothing for so long has had no
 *     change before that, and was open. The source waits for the same before it takes a shard for
 *     read to its present end
 * @param clockError by how much the clocks that stamp changes may disagree with each other and with
 *     the {@code Date} of answers
 * @param children all children of a shard are listed within this time after its end was read
 * @param merge a shard of which no child is listed by then went on in one that names another parent
 */
public record Assumptions(
    Duration delivery, Duration clockError, Duration children, Duration merge) {

  public static final Assumptions DEFAULT =
      new Assumptions(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(15));
}
