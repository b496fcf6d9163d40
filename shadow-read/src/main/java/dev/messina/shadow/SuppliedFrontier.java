package dev.messina.shadow;

import dev.messina.verification.frontier.Frontier;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A frontier that the application has already, such as from the row that {@code messina frontier
 * --publish-frontier} writes.
 *
 * @param supplier tells up to when every change is applied; empty if that is not known
 */
public record SuppliedFrontier(Supplier<Optional<Instant>> supplier) implements Frontier {

  @Override
  public Reading read() {
    return supplier
        .get()
        .<Reading>map(until -> new Known(until, "it was supplied"))
        .orElseGet(() -> new Unknown("The supplier knows none"));
  }
}
