package dev.messina.dynamodb.control;

import dev.messina.dynamodb.http.HttpReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A fault that the server shows. */
public sealed interface Rule {

  Scope scope();

  /**
   * Throttles capacity: what is above it fails, in batches item by item, as on AWS. With an
   * operation in the scope, whole requests of it.
   *
   * @param key the partition key, as its attribute's value in DynamoDB JSON; empty for all
   * @param allowance in units of capacity, or in requests if the scope names an operation
   * @param kind the error
   */
  record Throttle(
      Scope scope,
      Optional<Map<String, Object>> key,
      Allowance allowance,
      Throttling kind,
      Optional<String> reason)
      implements Rule {}

  /**
   * Fails instead of doing anything.
   *
   * @param code the error's name, such as {@code InternalServerError}
   */
  record Fail(Scope scope, Dose dose, String code, int status, String message) implements Rule {}

  /** Denies the action that the operation needs. */
  record Deny(Scope scope) implements Rule {}

  /** Answers so much later, in real time. What is asked for is done at once. */
  record Delay(Scope scope, Dose dose, Duration time) implements Rule {}

  /**
   * Does what is asked for, and closes the connection in the middle of the answer.
   *
   * @param bytes how many of the body are sent before; 0 sends no headers either
   */
  record Cut(Scope scope, Dose dose, int bytes) implements Rule {}

  /** Sends the beginning of the body only, as if that were all. Its checksum is that of all. */
  record Truncate(Scope scope, Dose dose, int bytes) implements Rule {}

  /** Changes one byte in the middle of the body. The checksum is that of the right one. */
  record Corrupt(Scope scope, Dose dose) implements Rule {}

  /** Answers every request as it answered the same request the first time. */
  record Repeat(Scope scope, Map<Seen, HttpReply> answers) implements Rule {
    public Repeat(Scope scope) {
      this(scope, new ConcurrentHashMap<>());
    }
  }
}
