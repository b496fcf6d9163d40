package dev.messina.stack;

import java.io.IOException;

/** One question to a service that only a working service answers. */
@FunctionalInterface
interface HealthCheck {

  /**
   * Returns when the service answers, within a few seconds.
   *
   * @throws IOException with the reason when it does not answer as it should
   */
  void check() throws IOException, InterruptedException;
}
