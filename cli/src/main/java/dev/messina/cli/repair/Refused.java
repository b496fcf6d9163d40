package dev.messina.cli.repair;

import dev.messina.cli.sweep.Readiness;

/**
 * Why nothing is done, or no more.
 *
 * @param code as it stands in JSON, such as {@code not_running}
 * @param reason one sentence or more: what, where, what to do
 */
public record Refused(String code, String reason) {

  static Refused of(Readiness.Refused sweep) {
    return new Refused(sweep.refusal().code(), sweep.reason());
  }
}
