package dev.messina.cli.verify;

import dev.messina.cli.connect.ConnectRestException;
import dev.messina.verification.frontier.Frontier;

/**
 * A frontier that is unknown while Connect does not answer, for a run that outlives its workers.
 *
 * @param frontier as long as it does
 */
record OutlivingFrontier(Frontier frontier) implements Frontier {

  @Override
  public Reading read() {
    try {
      return frontier.read();
    } catch (ConnectRestException noAnswer) {
      return new Unknown(noAnswer.getMessage());
    }
  }
}
